import { Injectable } from '@nestjs/common';
import type { Card, CardChange, CardDetail, NewCard, PutCard } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import type { BoardAccess, Credentials } from '../http/access/caller.js';
import type { ProposedChange } from '../limits/limit-refusals.service.js';
import { withOverrideRoles } from '../limits/overrides/override-access.js';
import { ok, type Result, refuse } from '../result.js';
import type { BoardConditions, VersionConditions, Write } from '../writes/board-writer.js';
import { CardCommandsService } from './card-commands.service.js';
import { CardsRepository, type CardTrade, type CreatedCard, type TradedCards } from './cards.repository.js';

/** Creates, reads and edits cards. */
@Injectable()
export class CardsService {
  constructor(
    private readonly repository: CardsRepository,
    private readonly commands: CardCommandsService,
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

  /**
   * One statement. Title, description, class, people, labels, custom fields, due date. Limits of the class, of its places and of
   * people may refuse. 422 where people, labels or custom fields are not of this board.
   */
  change(
    credentials: Credentials,
    number: number,
    change: CardChange,
    conditions: VersionConditions,
  ): Promise<Result<Card>> {
    const by = withOverrideRoles(credentials, change.override);
    const { classOfService, assigneeIds } = change;
    return this.commands.run(by, this.repository.changeCommand(by, number, change, conditions), {
      kind: 'edit',
      card: number,
      classOfService,
      assigneeIds,
    });
  }

  /** The card with an external id of a program. */
  async readExternal(access: BoardAccess, externalId: string): Promise<Result<CardDetail>> {
    const number = await this.repository.numberOf(access, externalId);
    return number === null ? refuse('not-found') : this.read(access, number);
  }

  /** One statement. Creates the card with this external id, or edits it. Refused as either. */
  async put(
    credentials: Credentials,
    externalId: string,
    card: PutCard,
    conditions: VersionConditions,
  ): Promise<Result<{ card: Card; isNew: boolean }>> {
    const by = withOverrideRoles(credentials, card.override);
    const command = this.repository.putCommand(by, externalId, uuid(), card, conditions);
    return this.commands.run(by, command, async (board): Promise<ProposedChange> => {
      const number = await this.repository.numberOf(board, externalId);
      const { classOfService, assigneeIds } = card;
      if (number !== null) return { kind: 'edit', card: number, classOfService, assigneeIds };
      const { columnId, swimlaneId } = card.ifNew ?? {};
      return {
        kind: 'create',
        columnId,
        swimlaneId,
        assigneeIds,
        classOfService: classOfService ?? 'standard',
      };
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
