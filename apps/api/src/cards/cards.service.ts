import { Injectable } from '@nestjs/common';
import type { Card, CardChange, CardDetail, CardList, CardPosition, NewCard, NewMoves } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { AccessService } from '../http/access/access.service.js';
import type { BoardAccess, Credentials } from '../http/access/caller.js';
import { invalid, staleVersion } from '../http/problems/refusals.js';
import { LimitRefusalsService, type Wish } from '../limits/limit-refusals.service.js';
import { whoMay } from '../limits/overrides/override-access.js';
import { ok, type Result, refuse } from '../result.js';
import { type BoardConditions, BoardWriter, type Write } from '../writes/board-writer.js';
import type { CommandResult } from '../writes/commands.js';
import type { WriteKey } from '../writes/idempotency.js';
import { CardCommandsRepository } from './card-commands.repository.js';
import { type CardMade, CardsRepository, type Traded, type TradeOfCard } from './cards.repository.js';

export type Conditions = { version: number | null; key: WriteKey | null };

/** Cards as a team commits to them: made, edited, moved. A place that is full refuses, and says what to do. */
@Injectable()
export class CardsService {
  constructor(
    private readonly repository: CardsRepository,
    private readonly commands: CardCommandsRepository,
    private readonly explanations: LimitRefusalsService,
    private readonly writer: BoardWriter,
    private readonly access: AccessService,
  ) {}

  /** One statement. 409 where the place is full, 422 where column, lane or people are not of this board. */
  async create(credentials: Credentials, card: NewCard, conditions: BoardConditions): Promise<Result<Card>> {
    const { columnId, classOfService = 'standard', swimlaneId, assigneeIds, override } = card;
    const by = whoMay(credentials, override);
    const row = await this.commands.create(by, uuid(), card, conditions);
    return this.answered(by, row, { kind: 'create', columnId, classOfService, swimlaneId, assigneeIds });
  }

  /**
   * One statement. Moves a card before or after another of the column, last where neither is named, or
   * swaps two. A move to where the card is already changes nothing and is no event.
   */
  async move(
    credentials: Credentials,
    number: number,
    to: CardPosition,
    { version, key }: Conditions,
  ): Promise<Result<Card>> {
    const by = whoMay(credentials, to.override);
    const row = await this.commands.move(by, number, to, version, key);
    const { columnId = '', swimlaneId, half, swapWith } = to;
    return this.answered(
      by,
      row,
      swapWith === undefined
        ? { kind: 'move', card: number, columnId, swimlaneId, half }
        : { kind: 'swap', card: number, with: swapWith },
    );
  }

  /** One statement. All of them or none, as one change: cards of full columns may change places. */
  async moveSeveral(
    credentials: Credentials,
    several: NewMoves,
    conditions: BoardConditions,
  ): Promise<Result<CardList>> {
    const by = whoMay(credentials, several.override);
    const row = await this.commands.moveSeveral(by, several, conditions);
    return this.answered(by, row, { kind: 'bulk', moves: several.moves });
  }

  async read(access: BoardAccess, number: number): Promise<Result<CardDetail>> {
    const detail = await this.repository.detail(access, number);
    return detail ? ok(detail) : refuse('not-found');
  }

  /** Title, description, class, people, due date. Limits of the class, of its places and of people may refuse. */
  async change(
    access: BoardAccess,
    number: number,
    { override, ...change }: CardChange,
    { version, key }: Conditions,
  ): Promise<Result<Card>> {
    const { classOfService, assigneeIds } = change;
    const options = { key, lock: { cards: [number] }, override };
    const result = await this.writer.write(access, options, async (write) => {
      const card = await this.repository.find(write.tx, access, number);
      if (!card) return refuse('not-found');
      if (version !== null && version !== card.version) return staleVersion(card.version);
      if (assigneeIds && (await this.repository.areStrangers(write.tx, card, assigneeIds))) {
        return invalid('assigneeIds', 'notOfTheTeam');
      }
      const changed = await this.repository.change(write.tx, access, card, change);
      if (changed) write.record('card.changed', [{ card: number, ...changed }]);
      return ok(await this.repository.document(write.tx, access, number));
    });
    return this.explanations.explained(access, result, {
      kind: 'edit',
      card: number,
      classOfService,
      assigneeIds,
    });
  }

  /**
   * Makes a card inside another noun's write, for a request that is accepted. The database's refusal
   * of a full place ends that write; have it `explained` afterwards.
   */
  async createIn(
    write: Write,
    access: BoardAccess,
    card: NewCard,
    requestId: string | null,
  ): Promise<Result<CardMade>> {
    return this.repository.insert(write, access, uuid(), card, requestId);
  }

  /**
   * Makes a card inside another noun's write in the place of one that is not delivered, which goes back to the queue or,
   * where `until` is given and no queue column has room, off the board. Refuses as the database does, by an exception
   * that ends the write.
   */
  tradeIn(
    write: Write,
    access: BoardAccess,
    card: NewCard,
    requestId: string,
    trade: TradeOfCard,
  ): Promise<Traded> {
    return this.repository.trade(write, access, uuid(), card, requestId, trade);
  }

  private async answered<T>(
    credentials: Credentials,
    result: Result<CommandResult<T> | null>,
    change: Wish,
  ): Promise<Result<T>> {
    if (!result.ok) return result;
    const row = result.value;
    return row ? this.explanations.explained(row, row.outcome, change) : this.access.refusalOf(credentials);
  }
}
