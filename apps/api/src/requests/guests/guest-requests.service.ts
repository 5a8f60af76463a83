import { Injectable } from '@nestjs/common';
import type { GuestFollowUp, GuestRequest, GuestRequestChange, GuestRequestParams } from '@weir/contract';
import { neededByFault, todayIn } from '@weir/domain';
import { Clock } from '../../clock.js';
import { invalid } from '../../http/problems/refusals.js';
import { DoorService } from '../../intake/door/door.service.js';
import { ok, type Result, refuse } from '../../result.js';
import type { VersionConditions } from '../../writes/board-writer.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { WithdrawAnswer } from '../answers/withdraw.js';
import { ReceiptsService } from '../delivery/receipts.service.js';
import { MessagesService } from '../messages/messages.service.js';
import { RequestsService } from '../reading/requests.service.js';
import type { GuestAccess } from '../request-access.js';
import { RequestChangesService } from '../submitting/request-changes.service.js';
import { SubmissionsService } from '../submitting/submissions.service.js';
import { GuestLinksService } from './guest-links.service.js';
import { toGuestRequest } from './guest-request-document.js';
import { GuestsRepository } from './guests.repository.js';

type Work<T> = (access: GuestAccess) => Promise<Result<T>>;

/** What guests may do with their own requests by the link in their e-mails, under the same rules as members. */
@Injectable()
export class GuestRequestsService {
  constructor(
    private readonly links: GuestLinksService,
    private readonly guests: GuestsRepository,
    private readonly requests: RequestsService,
    private readonly messages: MessagesService,
    private readonly submissions: SubmissionsService,
    private readonly changes: RequestChangesService,
    private readonly withdrawal: WithdrawAnswer,
    private readonly receipts: ReceiptsService,
    private readonly door: DoorService,
    private readonly clock: Clock,
  ) {}

  read(token: string | null, { board, number }: GuestRequestParams): Promise<Result<GuestRequest>> {
    return this.byToken(token, board, (access) => this.readAs(access, number));
  }

  change(
    token: string | null,
    { board, number }: GuestRequestParams,
    change: GuestRequestChange,
    { version, key }: VersionConditions,
  ): Promise<Result<GuestRequest>> {
    return this.byToken(token, board, async (access) => {
      const done = await this.changes.change(access, number, change, { version, key: ownKey(access, key) });
      return done.ok ? this.readAs(access, number) : done;
    });
  }

  withdraw(
    token: string | null,
    { board, number }: GuestRequestParams,
    version: number | null,
  ): Promise<Result<GuestRequest>> {
    return this.byToken(token, board, async (access) => {
      const done = await this.withdrawal.give(access, number, { version, key: null });
      return done.ok ? this.readAs(access, number) : done;
    });
  }

  received(
    token: string | null,
    { board, number }: GuestRequestParams,
    { version, key }: VersionConditions,
  ): Promise<Result<GuestRequest>> {
    return this.byToken(token, board, async (access) => {
      const done = await this.receipts.give(access, number, { version, key: ownKey(access, key) });
      return done.ok ? this.readAs(access, number) : done;
    });
  }

  reply(
    token: string | null,
    { board, number }: GuestRequestParams,
    body: string,
    { version, key }: VersionConditions,
  ): Promise<Result<GuestRequest>> {
    return this.byToken(token, board, async (access) => {
      const done = await this.messages.add(access, number, { body }, { version, key: ownKey(access, key) });
      return done.ok ? this.readAs(access, number) : done;
    });
  }

  askAgain(
    token: string | null,
    { board, number }: GuestRequestParams,
    version: number | null,
  ): Promise<Result<GuestRequest>> {
    return this.byToken(token, board, async (access) => {
      const requester = { ...access, formRequestId: null, guestName: null, now: this.clock.now() };
      const again = { follows: number, ticket: true, ifVersion: version } as const;
      const conditions = { key: null, unchangedSince: null };
      const submitted = await this.submissions.submit(requester, again, conditions);
      return submitted.ok ? this.readAs(access, submitted.value.number) : submitted;
    });
  }

  /**
   * A new request that follows an answered one, for what is missing from its delivery. The guest's address is confirmed, so
   * it joins the queue at once, by the rules of the door. 409 where the form is off.
   */
  followUp(
    token: string | null,
    { board: boardKey, number }: GuestRequestParams,
    { title, description = '', neededBy = null }: GuestFollowUp,
    key: WriteKey | null,
  ): Promise<Result<GuestRequest>> {
    return this.byToken(token, boardKey, async (access) => {
      const followed = await this.requests.read(access, number);
      if (!followed.ok) return followed;
      const board = await this.guests.board(access, boardKey);
      if (!board) return refuse('not-found');
      if (!board.isFormOn && !board.archived) return refuse('form-switched-off');
      const now = this.clock.now();
      const fault = neededBy ? neededByFault(neededBy, todayIn(now, board.timeZone)) : null;
      if (fault) return invalid('neededBy', fault);
      const submission = {
        title,
        description,
        neededBy,
        follows: number,
        classOfService: 'standard',
      } as const;
      const conditions = { key: ownKey(access, key), unchangedSince: null };
      const submitted = await this.submissions.submit(
        { ...access, formRequestId: null, guestName: followed.value.requester.name, now },
        submission,
        conditions,
      );
      return submitted.ok ? this.readAs(access, submitted.value.number) : submitted;
    });
  }

  async readAs(access: GuestAccess, number: number): Promise<Result<GuestRequest>> {
    const request = await this.requests.read(access, number);
    if (!request.ok) return request;
    const messages = await this.messages.list(access, number);
    if (!messages.ok) return messages;
    const board = await this.guests.board(access, access.boardKey);
    if (!board) return refuse('not-found');
    const now = this.clock.now();
    const shedding = await this.door.shedding(access.workspaceId, [board.id], now);
    return ok(
      toGuestRequest(request.value, messages.value.items, board, shedding.get(board.id) ?? null, now),
    );
  }

  private async byToken<T>(token: string | null, boardKey: string, work: Work<T>): Promise<Result<T>> {
    const access = await this.links.accessByToken(token, boardKey);
    return access.ok ? work(access.value) : access;
  }
}

/** A guest's idempotency keys are their own, as a member's are. */
function ownKey({ guestId }: GuestAccess, key: WriteKey | null): WriteKey | null {
  return key && { ...key, callerId: guestId };
}
