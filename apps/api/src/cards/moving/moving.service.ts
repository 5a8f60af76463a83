import { Injectable } from '@nestjs/common';
import {
  type Card,
  type CardList,
  type CardPosition,
  type NewMoves,
  NotNowReason,
  type PutBack,
  ReasonToRequester,
  shortestToRequester,
  ToRequester,
} from '@weir/contract';
import type { BoardAccess, Credentials } from '../../http/access/caller.js';
import { invalid } from '../../http/problems/refusals.js';
import { LimitRefusalsService } from '../../limits/limit-refusals.service.js';
import { withOverrideRoles } from '../../limits/overrides/override-access.js';
import { ok, type Result, refuse } from '../../result.js';
import { setReason } from '../../writes/accepted-work.js';
import type { BoardConditions, VersionConditions } from '../../writes/board-writer.js';
import { CardCommandsService } from '../card-commands.service.js';
import { CardsRepository } from '../cards.repository.js';
import { LockedCardsService } from '../locked-cards.service.js';
import { MovingRepository } from './moving.repository.js';

/** Moves cards: one, two that swap, several at once, and back to the queue. */
@Injectable()
export class MovingService {
  constructor(
    private readonly repository: MovingRepository,
    private readonly cards: CardsRepository,
    private readonly commands: CardCommandsService,
    private readonly locked: LockedCardsService,
    private readonly limitRefusals: LimitRefusalsService,
  ) {}

  /**
   * One statement. Moves a card before or after another of the column, last where neither is named, or swaps two. A
   * move to the card's own position changes nothing and is no event.
   */
  move(
    credentials: Credentials,
    number: number,
    to: CardPosition,
    conditions: VersionConditions,
  ): Promise<Result<Card>> {
    const by = withOverrideRoles(credentials, to.override);
    const { columnId = '', swimlaneId, half, swapWith } = to;
    return this.commands.run(
      by,
      this.repository.moveCommand(by, number, to, conditions),
      swapWith === undefined
        ? { kind: 'move', card: number, columnId, swimlaneId, half }
        : { kind: 'swap', card: number, with: swapWith, half },
    );
  }

  /** One statement. All of them or none, as one change: cards of full columns may change places. */
  moveSeveral(
    credentials: Credentials,
    wanted: NewMoves,
    conditions: BoardConditions,
  ): Promise<Result<CardList>> {
    const by = withOverrideRoles(credentials, wanted.override);
    const command = this.repository.moveSeveralCommand(by, wanted, conditions);
    return this.commands.run(by, command, { kind: 'bulk', moves: wanted.moves });
  }

  /** Puts a committed card back to the end of the first queue column, with a reason for its requester. */
  async putBack(
    access: BoardAccess,
    number: number,
    { override, reason, message }: PutBack,
    conditions: VersionConditions,
  ): Promise<Result<Card>> {
    const options = { ...conditions, override };
    const result = await this.locked.change(access, number, options, async (write, card) => {
      const { columnId, requestId } = card;
      if (card.archivedAt) return refuse('card-archived');
      if (!card.committedAt) return refuse('card-not-committed', { card: number, columnId });
      if (requestId) {
        const fault = faultOfReason(reason, message);
        if (fault) return fault;
        await setReason(write.tx, { reason, message });
      }
      const reasons = { reason, message: message ?? null };
      const queue = await this.repository.firstQueueColumn(write.tx, card);
      const moved = await this.cards.moveToEnd(write, card, queue);
      const unassigned = await this.cards.unassignReopened(write.tx, card);
      write.record('card.putBack', [{ card: number, ...moved, ...reasons }, ...unassigned]);
      return ok(null);
    });
    return this.limitRefusals.explain(access, result, { kind: 'putBack', card: number });
  }
}

/** What is wrong with a reason that says nothing to the requester; null if it is fine. */
function faultOfReason(reason: string, message: string | undefined) {
  const code = NotNowReason.safeParse(reason);
  if (code.success)
    return ToRequester.safeParse({ reason: code.data, message }).success ? null : tooShort('message');
  return ReasonToRequester.safeParse(reason).success ? null : tooShort('reason');
}

function tooShort(path: 'reason' | 'message') {
  return invalid(path, 'writeToRequester', { min: shortestToRequester });
}
