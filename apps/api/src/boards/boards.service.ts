import { Injectable } from '@nestjs/common';
import type { Board, BoardChange, BoardList, BoardSummary, NewBoard, PageQuery } from '@weir/contract';
import { type Change, explain, firstQueue, inWords } from '@weir/domain';
import { type BoardConditions, BoardWriter } from '../database/board-writer.js';
import { isTaken } from '../database/errors.js';
import type { WriteKey } from '../database/idempotency.js';
import { WorkspaceWriter } from '../database/workspace-writer.js';
import type { Access, BoardAccess } from '../http/caller.js';
import { pageOf, readCursor } from '../http/cursor.js';
import { ok, type Result, refuse } from '../result.js';
import { BoardsRepository } from './boards.repository.js';
import { type Place } from './snapshots.repository.js';
import { SnapshotsService } from './snapshots.service.js';

/** What the database told with its refusal: which limits, and the load that it saw. */
type Told = { id: string; load?: number }[] | undefined;
/** A new card wants in: the first queue column unless named. */
export type Entry = {
  columnId: string | undefined;
  classOfService: 'expedite' | 'fixedDate' | 'standard' | 'intangible';
};

@Injectable()
export class BoardsService {
  constructor(
    private readonly repository: BoardsRepository,
    private readonly snapshots: SnapshotsService,
    private readonly writer: BoardWriter,
    private readonly workspaces: WorkspaceWriter,
  ) {}

  /** By key. A requester gets the same lines without the team's own figures. */
  async list(access: Access, { cursor, size = 50 }: PageQuery): Promise<Result<BoardList>> {
    const summaries = await this.repository.list(access, { after: readCursor(cursor), size: size + 1 });
    return ok(
      pageOf(
        summaries.map((summary) => this.seenBy(access, summary)),
        size,
        ({ key }) => key,
      ),
    );
  }

  /** A board with its columns, its clock, its intake, and an expedite limit of 1. */
  async create(access: Access, board: NewBoard, key: WriteKey | null): Promise<Result<BoardSummary>> {
    try {
      return await this.workspaces.write(
        { workspaceId: access.workspaceId, key, status: 201 },
        async ({ tx, now }) => {
          if (await this.repository.hasKey(tx, access, board.key))
            return refuse('key-taken', { key: board.key });
          await this.repository.create(tx, access, board, now);
          return ok(await this.repository.summary(access, board.key, tx));
        },
      );
    } catch (error) {
      if (isTaken(error, 'key')) return refuse('key-taken', { key: board.key });
      throw error;
    }
  }

  /** Its name; archived or back again. Refused while requests wait: archived with it, they would have no answer. */
  change(
    access: BoardAccess,
    change: BoardChange,
    conditions: BoardConditions,
  ): Promise<Result<BoardSummary>> {
    return this.writer.write(access, { ...conditions, archived: true }, async ({ tx, now, record }) => {
      const waiting = change.archived ? await this.repository.waiting(tx, access) : 0;
      if (waiting > 0) return refuse('requests-waiting', { waiting });
      const changed = await this.repository.change(tx, access, change, now);
      if (changed) record('board.changed', [{ board: access.boardKey, ...changed }]);
      return ok(await this.repository.summary(access, access.boardKey, tx));
    });
  }

  /** Why a change was refused by the limits that the database named, and what can be done instead. */
  async explain({ told, ...place }: Place & { told: unknown }, change: Change): Promise<Result<never>> {
    const board = await this.withCards(place, await this.snapshots.standing(place), change);
    const refusal = explain(board, change, told as Told);
    const { code, ...facts } = refusal;
    return refuse(code, facts, inWords(refusal));
  }

  async explainEntry(refused: Place & { told: unknown }, entry: Entry): Promise<Result<never>> {
    const { columns } = await this.snapshots.standing(refused);
    return this.explain(refused, {
      kind: 'create',
      ...entry,
      columnId: entry.columnId ?? firstQueue({ columns }).id,
    });
  }

  /** A write's result, with a full place explained. */
  explained<T>(place: Place, result: Result<T>, change: Change): Promise<Result<T>> | Result<T> {
    if (result.ok || result.refusal.code !== 'wip-limit-reached') return result;
    const { workspaceId, boardId } = place;
    return this.explain({ workspaceId, boardId, told: result.refusal.facts?.limits }, change);
  }

  /** A board in one answer leaves out old cards; the ones that the change is about must be on it. */
  private async withCards(place: Place, board: Board, change: Change): Promise<Board> {
    const numbers = 'card' in change && typeof change.card === 'number' ? [change.card] : [];
    if (change.kind === 'swap') numbers.push(change.with);
    const missing = numbers.filter((number) => !board.cards.some((card) => card.number === number));
    if (missing.length === 0) return board;
    return { ...board, cards: [...board.cards, ...(await this.repository.cards(place, missing))] };
  }

  private seenBy({ role }: Access, { inFlight, overdue, ...summary }: BoardSummary): BoardSummary {
    return role === 'requester' ? summary : { ...summary, inFlight, overdue };
  }
}
