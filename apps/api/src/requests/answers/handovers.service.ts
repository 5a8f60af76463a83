import { Injectable } from '@nestjs/common';
import type { RequestShed } from '@weir/contract';
import { computeDeadlines } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import type { BoardIds } from '../../database/board-ids.js';
import type { Write } from '../../writes/board-writer.js';
import { DeadlinePolicyRepository } from '../deadline-policy.repository.js';
import { type Handover, HandoversRepository } from './handovers.repository.js';
import { shedWords } from './shed.js';

/** The door of another board, from inside the write that hands a request on to it. */
@Injectable()
export class HandoversService {
  constructor(
    private readonly repository: HandoversRepository,
    private readonly policies: DeadlinePolicyRepository,
  ) {}

  /** The board of a workspace that may take it, by its key: null where there is none, and for an archived one. */
  async boardCalled({ workspaceId }: { workspaceId: string }, key: string): Promise<BoardIds | null> {
    const board = await this.repository.boardCalled({ workspaceId }, key);
    return board && { workspaceId, boardId: board.id };
  }

  /** Under both clocks, by the policy of the board that takes it; what it does not take ends the write with its refusal. */
  async take(
    { tx, now }: Write,
    there: BoardIds,
    from: Handover['from'],
  ): Promise<{ number: number; shed: RequestShed[] }> {
    const policy = await this.policies.findIn(tx, there);
    return this.repository.take(tx, there, {
      id: uuid(),
      from,
      now,
      deadlines: computeDeadlines(now, policy),
      shed: shedWords(now, policy),
    });
  }
}
