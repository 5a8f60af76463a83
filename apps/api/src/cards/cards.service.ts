import { Injectable } from '@nestjs/common';
import type { Card, CardChange, CardDetail, NewCard } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import type { BoardAccess, Credentials } from '../http/access/caller.js';
import { invalid, invalidAll } from '../http/problems/refusals.js';
import { LimitRefusalsService } from '../limits/limit-refusals.service.js';
import { withOverrideRoles } from '../limits/overrides/override-access.js';
import { ok, type Result, refuse } from '../result.js';
import type { BoardConditions, VersionConditions, Write } from '../writes/board-writer.js';
import { CardCommandsService } from './card-commands.service.js';
import { CardsRepository, type CardTrade, type CreatedCard, type TradedCards } from './cards.repository.js';
import { LockedCardsService } from './locked-cards.service.js';
import { MentionsRepository } from './mentions.repository.js';

/** Creates, reads and edits cards. */
@Injectable()
export class CardsService {
  constructor(
    private readonly repository: CardsRepository,
    private readonly commands: CardCommandsService,
    private readonly locked: LockedCardsService,
    private readonly limitRefusals: LimitRefusalsService,
    private readonly mentions: MentionsRepository,
  ) {}

  /** One statement. 409 where a limit refuses, 422 where column, lane, people or custom fields are not of this board. */
  create(credentials: Credentials, card: NewCard, conditions: BoardConditions): Promise<Result<Card>> {
    const by = withOverrideRoles(credentials, card.override);
    const command = this.repository.createCommand(by, uuid(), card, conditions);
    return this.commands.run(by, command, async (board) => {
      const original = card.copyOf === undefined ? null : await this.repository.read(board, card.copyOf);
      const { columnId, assigneeIds } = card;
      const { classOfService = original?.classOfService ?? 'standard' } = card;
      const { swimlaneId = original?.swimlaneId } = card;
      return { kind: 'create', columnId, classOfService, swimlaneId, assigneeIds };
    });
  }

  async read(access: BoardAccess, number: number): Promise<Result<CardDetail>> {
    const detail = await this.repository.detail(access, number);
    return detail ? ok(detail) : refuse('not-found');
  }

  /** Title, description, class, people, labels, custom fields, due date. Limits of the class, of its places and of people may refuse. */
  async change(
    access: BoardAccess,
    number: number,
    { override, ...change }: CardChange,
    conditions: VersionConditions,
  ): Promise<Result<Card>> {
    const { classOfService, assigneeIds, labelIds, fields } = change;
    const options = { ...conditions, override };
    const result = await this.locked.change(access, number, options, async (write, card) => {
      const { tx, record } = write;
      if (assigneeIds && (await this.repository.hasUnassignable(tx, card, assigneeIds))) {
        return invalid('assigneeIds', 'notOfTheTeam');
      }
      if (labelIds && (await this.repository.hasUnknownLabel(tx, access, labelIds))) {
        return invalid('labelIds', 'absent');
      }
      const faults = fields ? await this.repository.fieldFaults(tx, access, fields) : [];
      if (faults.length > 0) return invalidAll(faults);
      const changed = await this.repository.change(tx, access, card, change);
      if (!changed) return ok(null);
      const { from, to } = changed;
      record('card.changed', [{ card: number, from, to: { ...to, version: card.version + 1 } }]);
      if (change.description !== undefined) {
        const texts = { before: card.description, after: change.description };
        await this.mentions.notify(write, access, card.id, texts);
      }
      return ok(null);
    });
    return this.limitRefusals.explain(access, result, {
      kind: 'edit',
      card: number,
      classOfService,
      assigneeIds,
    });
  }

  /** Creates a card in the write of an answer. A refusal by a limit ends that write by an exception. */
  createIn(write: Write, access: BoardAccess, card: NewCard, requestId: string | null): Promise<CreatedCard> {
    return this.repository.insert(write, access, uuid(), card, requestId);
  }

  /**
   * Creates a card in the write of an answer, in the place of one that is not delivered. That one goes back to the
   * queue, or off the board where `until` is given and no queue column has room. A refusal ends the write by an
   * exception.
   */
  tradeIn(
    write: Write,
    access: BoardAccess,
    card: NewCard,
    requestId: string,
    trade: CardTrade,
  ): Promise<TradedCards> {
    return this.repository.trade(write, access, uuid(), card, requestId, trade);
  }
}
