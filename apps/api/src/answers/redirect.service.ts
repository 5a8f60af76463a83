import { Injectable } from '@nestjs/common';
import type { Redirect, Request } from '@weir/contract';
import { inWords } from '@weir/domain';
import { BoardWriter } from '../database/board-writer.js';
import type { BoardAccess } from '../http/caller.js';
import { invalid } from '../http/refusals.js';
import { HandoversService } from '../requests/handovers.service.js';
import { type Conditions, HeldRequestsService } from '../requests/held-requests.service.js';
import { stillWaiting } from '../requests/still-waiting.js';
import type { Refusal, Result } from '../result.js';
import { AnswersRepository } from './answers.repository.js';

/** Hands a request on to another board of the workspace, under the clocks of both. */
@Injectable()
export class RedirectService {
  constructor(
    private readonly answers: AnswersRepository,
    private readonly requests: HeldRequestsService,
    private readonly handovers: HandoversService,
    private readonly writer: BoardWriter,
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
    if (board === access.boardKey) return invalid('board', 'must be another board');
    const there = await this.handovers.boardCalled(access, board);
    if (!there) return invalid('board', 'is not a board of this workspace that takes requests');
    const result = await this.writer.write<Request>(
      access,
      { key, lock: { requests: [number] }, also: there.boardId },
      async (write) => {
        const asked = stillWaiting(await this.requests.find(write, access, number), version);
        if (!asked.ok) return asked;
        const { id } = asked.value;
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
    return result.ok ? result : { ok: false, refusal: inTheNameOf(board, result.refusal) };
  }
}

/** A refusal at the other board's door says whose it is. */
function inTheNameOf(board: string, refusal: Refusal): Refusal {
  switch (refusal.code) {
    case 'intake-queue-full':
    case 'requester-quota-reached':
    case 'intake-gate-shut':
    case 'intake-gate-throttled':
    case 'intake-gate-probing':
    case 'expedite-claim-waiting': {
      const told = { code: refusal.code, ...refusal.facts } as Parameters<typeof inWords>[0];
      const facts =
        refusal.code === 'expedite-claim-waiting' ? {} : { retryAfterSeconds: aDay, ...refusal.facts };
      return { ...refusal, facts, detail: `${board} does not take it now. ${inWords(told)}` };
    }
    default:
      return refusal;
  }
}

const aDay = 86_400;
