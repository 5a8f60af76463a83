import { Injectable } from '@nestjs/common';
import {
  type IntakeWait,
  type NotNowReason,
  policyNumbers,
  type Waiter,
  type WaitState,
} from '@weir/contract';
import type { BoardIds } from '../database/board-ids.js';
import type { Outcome, PressureFacts } from '../database/outcome.js';
import { Pool } from '../database/pool.js';
import { Database, type Tx } from '../database/prisma.js';

/** The card or the request that waits, by its number on the board. */
export type Subject = { kind: 'card' | 'request'; number: number };
/** The row of the card or request that waits. `requestId`: the request, or the request that the card came from. */
export type SubjectRow = {
  cardId: string | null;
  requestId: string | null;
  version: number;
  isOpen: boolean;
  requesterId: string | null;
  watcherIds: string[];
};

export type WaitRow = {
  id: string;
  onBoardId: string;
  onRequestId: string;
  board: string;
  number: number;
  title: string;
  card: string | null;
  state: WaitState;
  since: string;
  endedAt: string | null;
  reason: NotNowReason | null;
  message: string | null;
  facts: PressureFacts;
};

export type WaiterRow = Omit<Waiter, 'title'> & { boardId: string; title: string };

/** A change of a wait as events show it. */
export type WaitChange = { wait: string; from: WaitValues | null; to: WaitValues | null } & (
  | { card: number; request?: never }
  | { request: number; card?: never }
);
type WaitValues = { board: string; number: number; state: WaitState };

/**
 * The waits of the card $3 and the request $4; either may be null. $5: only this wait. Each part uses an index: with OR, the statement
 * would read all earlier waits of the board, perhaps once for each request.
 */
const waitsStatement = `
  WITH found AS MATERIALIZED (
    SELECT w.* FROM request_waits w WHERE w.workspace_id = $1::uuid AND w.board_id = $2::uuid AND w.card_id = $3::uuid
     UNION ALL
    SELECT w.* FROM request_waits w WHERE w.workspace_id = $1::uuid AND w.board_id = $2::uuid AND w.request_id = $4::uuid)
  SELECT w.id, w.on_board_id AS "onBoardId", w.on_request_id AS "onRequestId", b.key AS board, r.number, r.title, b.key || '-' || c.number AS card,
         w.state, weir.instant(w.since) AS since, weir.instant(w.ended_at) AS "endedAt",
         a.reason, CASE WHEN w.state = 'takenOff' THEN coalesce(to_jsonb(s.message), weir.step_reason(s))
                        WHEN w.ended_at IS NOT NULL AND w.state <> 'delivered' THEN to_jsonb(weir.answer_message(a)) END AS message,
         weir.pressure_facts(w.workspace_id, w.on_board_id) AS facts
    FROM found w
    JOIN requests r ON r.workspace_id = w.workspace_id AND r.board_id = w.on_board_id AND r.id = w.on_request_id
    JOIN boards b   ON b.workspace_id = w.workspace_id AND b.id = w.on_board_id
    LEFT JOIN cards c   ON c.workspace_id = r.workspace_id AND c.board_id = r.board_id AND c.request_id = r.id
    LEFT JOIN answers a ON a.workspace_id = r.workspace_id AND a.board_id = r.board_id AND a.request_id = r.id
    LEFT JOIN LATERAL weir.last_step(r.workspace_id, r.board_id, r.id) s ON w.state = 'takenOff'
   WHERE $5::uuid IS NULL OR w.id = $5::uuid
   ORDER BY w.since, w.id`;

/** Open waits on a request. */
const waitersStatement = `
  SELECT o.board_id AS "boardId", b.key AS board, weir.instant(min(o.since)) AS since,
         CASE WHEN c.id IS NULL THEN 'request' ELSE 'card' END AS kind, coalesce(c.number, r.number) AS number,
         b.key || CASE WHEN c.id IS NULL THEN '-R' || r.number ELSE '-' || c.number END AS ref, coalesce(c.title, r.title) AS title
    FROM weir.open_waits o
    JOIN boards b        ON b.workspace_id = o.workspace_id AND b.id = o.board_id
    LEFT JOIN requests r ON r.workspace_id = o.workspace_id AND r.board_id = o.board_id AND r.id = o.item
    LEFT JOIN cards c    ON c.workspace_id = o.workspace_id AND c.board_id = o.board_id
                        AND c.id = coalesce((SELECT x.id FROM cards x WHERE x.workspace_id = o.workspace_id
                                                AND x.board_id = o.board_id AND x.request_id = o.item), o.item)
   WHERE o.workspace_id = $1::uuid AND o.on_board_id = $2::uuid AND o.on_request_id = $3::uuid
   GROUP BY o.board_id, b.key, c.id, c.number, c.title, r.number, r.title
   ORDER BY 3, 6
   LIMIT 200`;

/** The requests of the queue that wait. The cost grows with the open waits of the board. */
const queueStatement = `
  SELECT r.number, b.key || '-R' || r.number AS ref, weir.awaited_by(r.workspace_id, r.board_id, NULL, r.id) AS "waitsOn"
    FROM (SELECT DISTINCT o.item FROM weir.open_waits o
           WHERE o.workspace_id = $1::uuid AND o.board_id = $2::uuid AND NOT o.has_card) o
    JOIN requests r ON r.workspace_id = $1::uuid AND r.board_id = $2::uuid AND r.id = o.item
    JOIN boards b   ON b.workspace_id = r.workspace_id AND b.id = r.board_id
   ORDER BY r.number
   LIMIT ${policyNumbers.depth.max}`;

const subjectStatements = {
  card: `
    SELECT c.id AS "cardId", c.request_id AS "requestId", c.version, weir.is_open(c) AS "isOpen",
           NULL AS "requesterId", '{}'::uuid[] AS "watcherIds"
      FROM cards c WHERE c.workspace_id = $1::uuid AND c.board_id = $2::uuid AND c.number = $3::int`,
  request: `
    SELECT c.id AS "cardId", r.id AS "requestId", r.version,
           CASE WHEN c.id IS NULL THEN r.answered_at IS NULL ELSE weir.is_open(c) END AS "isOpen",
           r.requester_id AS "requesterId",
           ARRAY(SELECT w.user_id FROM request_watchers w
                  WHERE w.workspace_id = r.workspace_id AND w.board_id = r.board_id AND w.request_id = r.id
                    AND w.user_id IS NOT NULL) AS "watcherIds"
      FROM requests r
      LEFT JOIN cards c ON c.workspace_id = r.workspace_id AND c.board_id = r.board_id AND c.request_id = r.id
     WHERE r.workspace_id = $1::uuid AND r.board_id = $2::uuid AND r.number = $3::int`,
} as const;

/** Waits of cards and requests on requests. */
@Injectable()
export class WaitsRepository {
  constructor(
    private readonly pool: Pool,
    private readonly database: Database,
  ) {}

  async subject(
    { workspaceId, boardId }: BoardIds,
    { kind, number }: Subject,
    tx?: Tx,
  ): Promise<SubjectRow | null> {
    const values = [workspaceId, boardId, number];
    if (tx) return (await tx.$queryRawUnsafe<SubjectRow[]>(subjectStatements[kind], ...values))[0] ?? null;
    const { rows } = await this.pool.query<SubjectRow>({
      name: `waiting-${kind}`,
      text: subjectStatements[kind],
      values,
    });
    return rows[0] ?? null;
  }

  async waitsOf({ workspaceId, boardId }: BoardIds, { cardId, requestId }: SubjectRow): Promise<WaitRow[]> {
    const values = [workspaceId, boardId, cardId, requestId, null];
    return (await this.pool.query<WaitRow>({ name: 'waits', text: waitsStatement, values })).rows;
  }

  /** One wait of a card or request. */
  async wait(tx: Tx, { workspaceId, boardId }: BoardIds, row: SubjectRow, id: string): Promise<WaitRow> {
    const values = [workspaceId, boardId, row.cardId, row.requestId, id];
    const [wait] = await tx.$queryRawUnsafe<WaitRow[]>(waitsStatement, ...values);
    if (!wait) throw new Error(`no wait ${id}`);
    return wait;
  }

  /** The id of a wait of this card or request; null if it has no such wait. */
  async find(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    { cardId, requestId }: SubjectRow,
    wanted: { id: string } | { onBoardId: string; onRequestId: string },
  ): Promise<string | null> {
    const waiters = [
      ...(cardId === null ? [] : [{ cardId }]),
      ...(requestId === null ? [] : [{ requestId }]),
    ];
    const where = { workspaceId, boardId, ...wanted, OR: waiters };
    return (await tx.requestWait.findFirst({ where, select: { id: true } }))?.id ?? null;
  }

  async ofQueue({ workspaceId, boardId }: BoardIds): Promise<IntakeWait[]> {
    const values = [workspaceId, boardId];
    return (await this.pool.query<IntakeWait>({ name: 'intake-waits', text: queueStatement, values })).rows;
  }

  async waitersOf({ workspaceId, boardId }: BoardIds, requestId: string | null): Promise<WaiterRow[]> {
    if (requestId === null) return [];
    const values = [workspaceId, boardId, requestId];
    return (await this.pool.query<WaiterRow>({ name: 'waiters', text: waitersStatement, values })).rows;
  }

  /** A board of the workspace that is not archived and that the caller’s token covers. */
  boardByKey(
    workspaceId: string,
    key: string,
    within: readonly string[] | null,
  ): Promise<{ id: string } | null> {
    const where = { workspaceId, key, archivedAt: null, ...(within && { id: { in: [...within] } }) };
    return this.database.board.findFirst({ where, select: { id: true } });
  }

  /** The request that continues the one with this number, and its state. */
  async awaited(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    number: number,
  ): Promise<{ boardId: string; requestId: string; state: WaitState; isOpen: boolean } | null> {
    const [row] = await tx.$queryRaw<
      { boardId: string; requestId: string; state: WaitState; isOpen: boolean }[]
    >`
      SELECT a.board_id AS "boardId", a.request_id AS "requestId", a.state, weir.is_wait_open(a.state) AS "isOpen"
        FROM requests r CROSS JOIN LATERAL weir.awaited_now(r.workspace_id, r.board_id, r.id) a
       WHERE r.workspace_id = ${workspaceId}::uuid AND r.board_id = ${boardId}::uuid AND r.number = ${number}::int`;
    return row ?? null;
  }

  /** Submits a request on another board whose clock the write has locked. */
  async submit(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    submission: { id: string; actor: string; roles: readonly string[]; now: Date; request: object },
  ): Promise<Outcome> {
    const { id, actor, roles, now, request } = submission;
    const [row] = await tx.$queryRaw<{ outcome: Outcome }[]>`
      SELECT weir.submit_beside(${workspaceId}::uuid, ${boardId}::uuid, ${actor}::uuid, ${[...roles]}::role[], ${now}, ${id}::uuid,
                                ${JSON.stringify(request)}::jsonb) AS outcome`;
    if (!row) throw new Error('submit_beside returned nothing');
    return row.outcome;
  }

  /** Counts a refusal at the door whose write was undone. Other refusals are not counted. */
  async countRefusal(
    { workspaceId, boardId }: BoardIds,
    requesterId: string,
    code: string,
    at: Date,
  ): Promise<void> {
    await this.pool.query({
      name: 'count-refused-ask',
      text: `SELECT weir.count_door_refusals(ARRAY[ROW ($1::uuid, $2::uuid, $3::uuid, $4::text, $5::timestamptz)::weir.door_refusal], false)
              WHERE weir.is_door_refusal($4::text)`,
      values: [workspaceId, boardId, requesterId, code, at],
    });
  }

  async add(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    wait: {
      id: string;
      cardId: string | null;
      requestId: string | null;
      onBoardId: string;
      onRequestId: string;
      state: WaitState;
      since: Date;
      endedAt: Date | null;
    },
  ): Promise<WaitChange> {
    await tx.requestWait.create({ data: { workspaceId, boardId, ...wait } });
    return this.changeOf(tx, { workspaceId, boardId }, wait.id, 'to');
  }

  async remove(tx: Tx, { workspaceId, boardId }: BoardIds, id: string): Promise<WaitChange> {
    const change = await this.changeOf(tx, { workspaceId, boardId }, id, 'from');
    await tx.requestWait.deleteMany({ where: { workspaceId, boardId, id } });
    return change;
  }

  /** The event change of a wait that was added (`to`) or removed (`from`). */
  private async changeOf(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    id: string,
    side: 'from' | 'to',
  ): Promise<WaitChange> {
    const [row] = await tx.$queryRaw<{ change: WaitChange }[]>`
      SELECT CASE WHEN ${side} = 'to' THEN weir.wait_change(NULL, w) ELSE weir.wait_change(w, NULL) END AS change
        FROM request_waits w
       WHERE w.workspace_id = ${workspaceId}::uuid AND w.board_id = ${boardId}::uuid AND w.id = ${id}::uuid`;
    if (!row) throw new Error(`no wait ${id}`);
    return row.change;
  }
}
