import { Injectable } from '@nestjs/common';
import type { Card, CardChange, CardDetail, CardPosition, NewCard } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { BoardsService } from '../boards/boards.service.js';
import { BoardWriter, type Write } from '../database/board-writer.js';
import type { WriteKey } from '../database/idempotency.js';
import { AccessService } from '../http/access.service.js';
import type { BoardAccess, Credentials } from '../http/caller.js';
import { notOfTheTeam, staleVersion } from '../http/refusals.js';
import { ok, type Result, refuse } from '../result.js';
import { CardsRepository, type HotRow } from './cards.repository.js';

export type Conditions = { version: number | null; key: WriteKey | null };

/** Cards as a team commits to them: made, edited, moved. A place that is full refuses, and says what to do. */
@Injectable()
export class CardsService {
  constructor(
    private readonly repository: CardsRepository,
    private readonly boards: BoardsService,
    private readonly writer: BoardWriter,
    private readonly access: AccessService,
  ) {}

  /** One statement. 409 where the place is full, 422 where column, lane or people are not of this board. */
  async create(credentials: Credentials, card: NewCard, key: WriteKey | null): Promise<Result<Card>> {
    const row = await this.repository.create(credentials, uuid(), card, key);
    return this.answered(credentials, row, (board) =>
      this.boards.explainEntry(board, {
        columnId: card.columnId,
        classOfService: card.classOfService ?? 'standard',
      }),
    );
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
    const row = await this.repository.move(credentials, number, to, version, key);
    return this.answered(credentials, row, (board) =>
      to.swapWith === undefined
        ? this.boards.explain(board, { kind: 'move', card: number, columnId: to.columnId as string })
        : this.boards.explain(board, { kind: 'swap', card: number, with: to.swapWith }),
    );
  }

  async read(access: BoardAccess, number: number): Promise<Result<CardDetail>> {
    const detail = await this.repository.detail(access, number);
    return detail ? ok(detail) : refuse('not-found');
  }

  /** Title, description, class, people, due date. A class of its own limit may refuse. */
  async change(
    access: BoardAccess,
    number: number,
    change: CardChange,
    { version, key }: Conditions,
  ): Promise<Result<Card>> {
    const result = await this.writer.write(access, { key, lock: { cards: [number] } }, async (write) => {
      const card = await this.repository.find(write.tx, access, number);
      if (!card) return refuse('not-found');
      if (version !== null && version !== card.version) return staleVersion(card.version);
      if (change.assigneeIds && (await this.repository.areStrangers(write.tx, access, change.assigneeIds))) {
        return notOfTheTeam('assigneeIds');
      }
      const changed = await this.repository.change(write.tx, access, card, change);
      if (changed) write.record('card.changed', [{ card: number, ...changed }]);
      return ok(await this.repository.document(write.tx, access, number));
    });
    if (result.ok || !change.classOfService) return result;
    const { classOfService } = change;
    return this.boards.explained(access, result, { kind: 'reclass', card: number, classOfService });
  }

  /**
   * Makes a card inside another noun's write, for a request that is accepted. The database's refusal
   * of a full place ends that write; explain it with `explainEntry` of the boards service afterwards.
   */
  async createIn(
    write: Write,
    access: BoardAccess,
    card: NewCard,
    requestId: string | null,
  ): Promise<Result<{ number: number; columnId: string }>> {
    return this.repository.insert(write, access, uuid(), card, requestId);
  }

  private async answered(
    credentials: Credentials,
    result: Result<HotRow | null>,
    explain: (board: { workspaceId: string; boardId: string; told: unknown }) => Promise<Result<never>>,
  ): Promise<Result<Card>> {
    if (!result.ok) return result;
    const row = result.value;
    if (!row) return this.access.refusalOf(credentials);
    const outcome = row.outcome;
    if (outcome.ok || outcome.refusal.code !== 'wip-limit-reached') return outcome;
    const told = outcome.refusal.facts?.limits;
    return explain({ workspaceId: row.workspace_id, boardId: row.board_id, told });
  }
}
