import { Injectable } from '@nestjs/common';
import type { Redirect, Request } from '@weir/contract';
import { Clock } from '../../clock.js';
import type { BoardIds } from '../../database/board-ids.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { invalid } from '../../http/problems/refusals.js';
import { DoorService } from '../../intake/door/door.service.js';
import { formDoorRefusals } from '../../intake/door/refusal-codes.js';
import type { Refusal, Result } from '../../result.js';
import { BoardWriter } from '../../writes/board-writer.js';
import { type Conditions, HeldRequestsService } from '../locked-requests.service.js';
import { stillWaiting } from '../still-waiting.js';
import { AnswersRepository } from './answers.repository.js';
import { HandoversService } from './handovers.service.js';

/** Hands a request on to another board of the workspace, under the clocks of both. */
@Injectable()
export class RedirectService {
  constructor(
    private readonly answers: AnswersRepository,
    private readonly requests: HeldRequestsService,
    private readonly handovers: HandoversService,
    private readonly door: DoorService,
    private readonly writer: BoardWriter,
    private readonly clock: Clock,
  ) {}

  /**
   * The other board takes it as if its requester had asked there, or refuses it as it would have them (429, in its
   * name); then the request still waits here. 422 where there is no such board.
   */
  async redirect(
    access: BoardAccess,
    number: number,
    { board, message }: Redirect,
    { version, key }: Conditions,
  ): Promise<Result<Request>> {
    if (board === access.boardKey) return invalid('board', 'otherBoard');
    const there = await this.handovers.boardCalled(access, board);
    if (!there) return invalid('board', 'notBoardThatTakes');
    let asker: string | null = null;
    const result = await this.writer.write<Request>(
      access,
      { key, lock: { requests: [number] }, also: there.boardId },
      async (write) => {
        const asked = stillWaiting(await this.requests.find(write, access, number), version);
        if (!asked.ok) return asked;
        const { id, requesterId, guestId } = asked.value;
        asker = requesterId ?? guestId;
        const from = { boardId: access.boardId, requestId: id };
        const moved = await this.handovers.take(write, there, from);
        await this.answers.give(write.tx, access, id, {
          kind: 'redirect',
          message,
          by: access.userId,
          at: write.now,
        });
        write.record('request.answered', [
          { request: number, to: { kind: 'redirect', board, number: moved.number } },
        ]);
        write.recordThere('request.redirectedHere', [
          { request: moved.number, from: { board: access.boardKey, number } },
          ...moved.shed,
        ]);
        return this.requests.after(write, access, number);
      },
    );
    if (result.ok || asker === null) return result;
    return { ok: false, refusal: await this.inTheNameOf(there, board, result.refusal, asker) };
  }

  /** A refusal at the other board's door says whose it is, and when to come back, as its requester would be told there. */
  private async inTheNameOf(
    there: BoardIds,
    board: string,
    refusal: Refusal,
    requesterId: string,
  ): Promise<Refusal> {
    if (!formDoorRefusals.includes(refusal.code)) return refusal;
    const told = await this.door.explain(refusal, there, { requesterId, now: this.clock.now() });
    return { ...told, detail: { key: 'redirectRefused', values: { board } } };
  }
}
