import { Injectable } from '@nestjs/common';
import type { Redirect, Request } from '@weir/contract';
import { computeDeadlines } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import { Clock } from '../../clock.js';
import type { BoardIds } from '../../database/board-ids.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { invalid } from '../../http/problems/refusals.js';
import { DoorService } from '../../intake/door/door.service.js';
import { formDoorRefusals } from '../../intake/door/refusal-codes.js';
import { PolicyService } from '../../intake/policy/policy.service.js';
import type { Refusal, Result } from '../../result.js';
import { BoardWriter, type VersionConditions, type Write } from '../../writes/board-writer.js';
import { LockedRequestsService, requireWaiting } from '../locked-requests.service.js';
import { AnswersRepository } from './answers.repository.js';
import { RedirectRepository, type Taken } from './redirect.repository.js';
import { shedAnswer } from './shed.js';

/** Redirects a request to another board of the workspace, under the clocks of both. */
@Injectable()
export class RedirectAnswer {
  constructor(
    private readonly answers: AnswersRepository,
    private readonly repository: RedirectRepository,
    private readonly requests: LockedRequestsService,
    private readonly policy: PolicyService,
    private readonly door: DoorService,
    private readonly writer: BoardWriter,
    private readonly clock: Clock,
  ) {}

  /**
   * The other board admits it like a submission of its requester, or refuses it (429, in that board's name), and then the
   * request still waits here. 422 if there is no such board.
   */
  async give(
    access: BoardAccess,
    number: number,
    { board, message }: Redirect,
    { version, key }: VersionConditions,
  ): Promise<Result<Request>> {
    if (board === access.boardKey) return invalid('board', 'otherBoard');
    const target = await this.repository.boardByKey(access, board);
    if (!target) return invalid('board', 'notBoardThatTakes');
    let requesterId: string | null = null;
    const options = { key, lock: { requests: [number] }, also: target.boardId };
    const result = await this.writer.write<Request>(access, options, async (write) => {
      const request = requireWaiting(await this.requests.find(write, access, number), version);
      if (!request.ok) return request;
      const { id, facts } = request.value;
      requesterId = request.value.requesterId ?? request.value.guestId;
      const taken = await this.take(
        write,
        target,
        { boardId: access.boardId, requestId: id },
        facts.neededBy,
      );
      await this.answers.add(write, access, id, { kind: 'redirect', message });
      write.record('request.answered', [
        { request: number, to: { kind: 'redirect', message, board, number: taken.number } },
      ]);
      write.recordThere('request.redirectedHere', [
        { request: taken.number, from: { board: access.boardKey, number }, to: taken.to },
        ...taken.shed,
      ]);
      return this.requests.document(write, access, number);
    });
    if (result.ok || requesterId === null) return result;
    return { ok: false, refusal: await this.explain(result.refusal, target, board, requesterId) };
  }

  /** Uses the policy of the other board. A refusal there ends the write by an exception. */
  private async take(
    { tx, now }: Write,
    target: BoardIds,
    from: { boardId: string; requestId: string },
    neededBy: string | null,
  ): Promise<Taken> {
    const policy = await this.policy.deadlinePolicyIn(tx, target);
    return this.repository.take(tx, target, {
      id: uuid(),
      from,
      now,
      deadlines: computeDeadlines(now, policy, neededBy),
      shed: shedAnswer(now, policy),
    });
  }

  /** A refusal at the other board's door names that board and when to come back there. */
  private async explain(
    refusal: Refusal,
    target: BoardIds,
    board: string,
    requesterId: string,
  ): Promise<Refusal> {
    if (!formDoorRefusals.includes(refusal.code)) return refusal;
    const explained = await this.door.explain(refusal, target, { requesterId, now: this.clock.now() });
    return { ...explained, detail: { key: 'redirectRefused', values: { board } } };
  }
}
