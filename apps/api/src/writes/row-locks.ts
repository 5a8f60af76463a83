import { Prisma } from '@weir/prisma';
import type { BoardIds } from '../database/board-ids.js';
import type { Tx } from '../database/prisma.js';
import { RetryTransaction } from '../database/retry.js';

/** All cards of a column or a lane, with a label, or with a value of a custom field, archived ones too. */
type CardsIn =
  | { columnId: string }
  | { swimlaneId: string }
  | { labelId: string }
  | { fieldId: string; optionId?: string };

/**
 * What a write changes: rows by their numbers, or all cards that have something in common. `blockedBoards` locks the
 * clocks of the boards whose cards these cards block: for a write that may deliver, archive or reopen them. `board` locks
 * the board's row, as the job that purges it does. `boardReturns` locks that and the workspace, whose cap on boards counts it. `linkedBoards` locks the clocks of the board and of
 * all boards whose cards are linked to these cards: for a write that removes the links. `workspace` locks the workspace alone.
 * `everyBoard` locks all clocks of the workspace, the workspace first, for counts across boards. `besides` locks the clock of the board
 * and of another board, on which the write runs a command with its own event. `waits` are ids of waits of the board.
 */
export type RowLocks = {
  cards?: number[];
  cardsIn?: CardsIn;
  requests?: number[];
  blockedBoards?: boolean;
  linkedBoards?: boolean;
  board?: boolean;
  boardReturns?: boolean;
  workspace?: boolean;
  everyBoard?: boolean;
  besides?: string;
  waits?: string[];
};

/** Locks rows before the clock, as plain SQL does. Returns how many of the numbered rows exist and are now locked. */
export async function lockRows(tx: Tx, board: BoardIds, locks: RowLocks): Promise<number> {
  let locked = 0;
  for (const rows of numberedRows(board, locks)) {
    locked += (await tx.$queryRaw<object[]>`SELECT 1 ${rows} ORDER BY number FOR NO KEY UPDATE`).length;
  }
  if (locks.cardsIn) {
    await tx.$queryRaw`SELECT 1 ${cardsIn(board, locks.cardsIn)} ORDER BY number FOR NO KEY UPDATE`;
  }
  const { workspaceId, boardId } = board;
  if (locks.waits) {
    await tx.$queryRaw`
      SELECT 1 FROM request_waits
       WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid AND id = ANY (${locks.waits}::uuid[])
       ORDER BY id FOR NO KEY UPDATE`;
  }
  if (locks.board || locks.boardReturns) {
    await tx.$queryRaw`
      SELECT 1 FROM boards WHERE workspace_id = ${workspaceId}::uuid AND id = ${boardId}::uuid FOR NO KEY UPDATE`;
  }
  if (locks.boardReturns || locks.everyBoard || locks.workspace) {
    await tx.$queryRaw`SELECT weir.lock_workspaces(ARRAY[${workspaceId}::uuid])::text`;
  }
  if (locks.everyBoard) {
    await tx.$queryRaw`
      SELECT 1 FROM board_clock WHERE workspace_id = ${workspaceId}::uuid ORDER BY board_id FOR NO KEY UPDATE`;
  }
  if (locks.blockedBoards) {
    const cards = locks.cardsIn ? cardsIn(board, locks.cardsIn) : numbered('cards', board, locks.cards ?? []);
    await tx.$queryRaw`
      SELECT weir.lock_boards_blocked_by(ARRAY(SELECT ROW (workspace_id, board_id, id)::weir.card_ref ${cards}))::text`;
  }
  if (locks.besides) {
    await tx.$queryRaw`
      SELECT 1 FROM board_clock
       WHERE workspace_id = ${workspaceId}::uuid AND board_id = ANY (${[boardId, locks.besides]}::uuid[])
       ORDER BY board_id FOR NO KEY UPDATE`;
  }
  if (locks.linkedBoards) await lockLinkedBoards(tx, board, locks.cards ?? []);
  return locked;
}

/** Whether only numbered rows are to be locked, which the statement that starts the write does itself. */
export function areNumbered({ cards, requests, ...others }: RowLocks): boolean {
  return Object.values(others).every((other) => !other);
}

async function lockLinkedBoards(tx: Tx, board: BoardIds, cards: number[]): Promise<void> {
  const { workspaceId, boardId } = board;
  await tx.$queryRaw`
    SELECT 1 FROM board_clock k
     WHERE k.workspace_id = ${workspaceId}::uuid
       AND (k.board_id = ${boardId}::uuid OR k.board_id IN (
             SELECT l.other_board_id FROM card_links l
              WHERE l.workspace_id = ${workspaceId}::uuid AND l.board_id = ${boardId}::uuid
                AND l.card_id IN (SELECT id ${numbered('cards', board, cards)})))
     ORDER BY k.board_id FOR NO KEY UPDATE`;
}

/** Locks rows under the clock that appeared while the write waited for it. `locked`: what `lockRows` returned. */
export async function lockNewRows(tx: Tx, board: BoardIds, locks: RowLocks, locked: number): Promise<void> {
  const { cards = [], requests = [] } = locks;
  if (locks.cardsIn) await lockFree(tx, cardsIn(board, locks.cardsIn));
  if (locked < cards.length + requests.length) await lockFree(tx, ...numberedRows(board, locks));
}

/**
 * Locks rows (`FROM … WHERE …`) under the clock without waiting for any. A writer that holds one of them may wait for
 * the clock that we hold; then the whole write is retried.
 */
export async function lockFree(tx: Tx, ...all: Prisma.Sql[]): Promise<void> {
  for (const rows of all) {
    const [locked] = await tx.$queryRaw<{ all: boolean }[]>`
      SELECT (SELECT count(*) ${rows})
           = (SELECT count(*) FROM (SELECT 1 ${rows} FOR NO KEY UPDATE SKIP LOCKED) free) AS "all"`;
    if (!locked?.all) throw new RetryTransaction();
  }
}

/** The rows that are named by number, requests before cards. */
function numberedRows(board: BoardIds, { requests = [], cards = [] }: RowLocks): Prisma.Sql[] {
  const of = (table: 'requests' | 'cards', numbers: number[]) =>
    numbers.length === 0 ? [] : [numbered(table, board, numbers)];
  return [...of('requests', requests), ...of('cards', cards)];
}

function numbered(
  table: 'requests' | 'cards',
  { workspaceId, boardId }: BoardIds,
  numbers: number[],
): Prisma.Sql {
  return Prisma.sql`
    FROM ${Prisma.raw(table)}
   WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid AND number = ANY (${numbers}::int[])`;
}

function cardsIn({ workspaceId, boardId }: BoardIds, of: CardsIn): Prisma.Sql {
  return Prisma.sql`
    FROM cards WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid AND ${isIn()}`;

  function isIn(): Prisma.Sql {
    if ('columnId' in of) return Prisma.sql`column_id = ${of.columnId}::uuid`;
    if ('swimlaneId' in of) return Prisma.sql`swimlane_id = ${of.swimlaneId}::uuid`;
    if ('fieldId' in of) {
      return Prisma.sql`
      id IN (SELECT v.card_id FROM card_fields v
              WHERE v.workspace_id = ${workspaceId}::uuid AND v.board_id = ${boardId}::uuid AND v.field_id = ${of.fieldId}::uuid
                AND (${of.optionId ?? null}::uuid IS NULL OR v.choice = ${of.optionId ?? null}::uuid))`;
    }
    return Prisma.sql`
      id IN (SELECT l.card_id FROM card_labels l
              WHERE l.workspace_id = ${workspaceId}::uuid AND l.board_id = ${boardId}::uuid AND l.label_id = ${of.labelId}::uuid)`;
  }
}
