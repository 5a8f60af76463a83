import { Injectable } from '@nestjs/common';
import type { Redirect, Request } from '@weir/contract';
import { deadlinesOf, inWords } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import { BoardWriter } from '../database/board-writer.js';
import type { BoardAccess } from '../http/caller.js';
import { invalid } from '../http/refusals.js';
import { ok, type Refusal, type Result, refuse } from '../result.js';
import { AnswersRepository } from './answers.repository.js';
import { RedirectRepository } from './redirect.repository.js';
import { requestOf } from './request-document.js';
import { RequestsRepository } from './requests.repository.js';
import type { Conditions } from './requests.service.js';
import { shedWords } from './shed-words.js';
import { stillWaiting } from './still-waiting.js';

/** Hands a request on to another board of the workspace, under the clocks of both. */
@Injectable()
export class RedirectService {
  constructor(
    private readonly repository: RedirectRepository,
    private readonly answers: AnswersRepository,
    private readonly requests: RequestsRepository,
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
    const other = await this.repository.boardCalled(access, board);
    if (!other) return invalid('board', 'is not a board of this workspace that takes requests');
    const there = { workspaceId: access.workspaceId, boardId: other.id };
    const result = await this.writer.write<Request>(
      access,
      { key, lock: { requests: [number] }, also: other.id },
      async (write) => {
        const asked = stillWaiting(await this.requests.findIn(write.tx, access, number), version);
        if (!asked.ok) return asked;
        const { id } = asked.value;
        const policy = await this.repository.policyIn(write.tx, there);
        const moved = await this.repository.take(write.tx, there, {
          id: uuid(),
          from: { boardId: access.boardId, requestId: id },
          now: write.now,
          deadlines: deadlinesOf(write.now, policy),
          shed: shedWords(write.now, policy),
        });
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
        const after = await this.requests.findIn(write.tx, access, number);
        return after ? ok(requestOf(after.facts, write.now)) : refuse('not-found');
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
