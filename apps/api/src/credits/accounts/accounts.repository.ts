import { Injectable } from '@nestjs/common';
import { allowedRoles, type CreditAccounts, type CreditAdjustment, type CreditEntry } from '@weir/contract';
import { Pool } from '../../database/pool.js';
import type { Tx } from '../../database/prisma.js';

/** A member; null: everybody. */
export type Whose = string | null;
type Page = { after: string | null; size: number };

/**
 * The entries that `found` selects, the newest first, with the balance after each. The entries before the first one of each part are
 * summed up once. If `found` selects consecutive entries of an account, these are a part. Otherwise (for a request, which has few
 * entries) each entry is a part.
 */
const entries = (found: string, part: string) => `
  WITH page AS MATERIALIZED (${found}),
  counted AS (
    SELECT p.*,
           CASE WHEN row_number() OVER (PARTITION BY ${part} ORDER BY p.id) = 1
                THEN (SELECT coalesce(sum(x.amount), 0) FROM credit_entries x
                       WHERE x.workspace_id = p.workspace_id AND x.user_id = p.user_id AND x.period = p.period
                         AND x.starts_on = p.starts_on AND x.id < p.id)
                ELSE 0 END AS sum_before
      FROM page p),
  summed AS (SELECT p.*, (sum(p.sum_before + p.amount) OVER (PARTITION BY ${part} ORDER BY p.id))::int AS balance FROM counted p)
  SELECT e.id, e.kind, weir.person(e.user_id) AS "user", e.amount, e.balance,
         e.starts_on::text AS "from", weir.instant(e.at) AS at, weir.person(e.by) AS by,
         CASE WHEN r.number IS NOT NULL
              THEN jsonb_build_object('board', b.key, 'number', r.number, 'ref', b.key || '-R' || r.number) END AS request,
         e.price, e.reason, e.note
    FROM summed e
    LEFT JOIN boards b   ON b.workspace_id = e.workspace_id AND b.id = e.board_id
    LEFT JOIN requests r ON r.workspace_id = e.workspace_id AND r.board_id = e.board_id AND r.id = e.request_id
   ORDER BY e.id DESC`;

const account = 'p.user_id, p.period, p.starts_on';
const before = 'SELECT e.* FROM credit_entries e WHERE e.workspace_id = $1 AND e.id < $2';
const newestFirst = 'ORDER BY e.id DESC LIMIT $3';
/** One statement for each index: the whole ledger, the ledger of a person ($4), and of a request ($4 its board, $5 its number). */
const statements = {
  all: { name: 'credit-entries', text: entries(`${before} ${newestFirst}`, account) },
  user: {
    name: 'credit-entries-of-user',
    text: entries(`${before} AND e.user_id = $4 ${newestFirst}`, account),
  },
  request: {
    name: 'credit-entries-of-request',
    text: entries(
      `
      SELECT e.*
        FROM boards b
        JOIN requests r       ON r.workspace_id = b.workspace_id AND r.board_id = b.id AND r.number = $5
        JOIN credit_entries e ON e.workspace_id = r.workspace_id AND e.board_id = r.board_id AND e.request_id = r.id
       WHERE b.workspace_id = $1 AND b.key = $4 AND e.id < $2 AND ($6::uuid IS NULL OR e.user_id = $6) ${newestFirst}`,
      'p.id',
    ),
  },
};
const last = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

@Injectable()
export class CreditAccountsRepository {
  constructor(private readonly pool: Pool) {}

  /** Entries before the given id, the newest first. */
  async entries(
    workspaceId: string,
    whose: Whose,
    request: { board: string; number: number } | null,
    { after, size }: Page,
  ): Promise<CreditEntry[]> {
    const values = [workspaceId, after ?? last, size];
    const query = request
      ? { ...statements.request, values: [...values, request.board, request.number, whose] }
      : whose === null
        ? { ...statements.all, values }
        : { ...statements.user, values: [...values, whose] };
    return (await this.pool.query<CreditEntry>(query)).rows;
  }

  async entryIn(tx: Tx, workspaceId: string, id: string): Promise<CreditEntry> {
    const text = entries(
      'SELECT * FROM credit_entries WHERE workspace_id = $1::uuid AND id = $2::uuid',
      'p.id',
    );
    const [row] = await tx.$queryRawUnsafe<CreditEntry[]>(text, workspaceId, id);
    return row as CreditEntry;
  }

  /** Everyone who can submit requests, sorted by id; nobody while the experiment is off. */
  async accounts(workspaceId: string, now: Date, { after, size }: Page): Promise<CreditAccounts['items']> {
    const { rows } = await this.pool.query<{ items: CreditAccounts['items'] }>({
      name: 'credit-accounts',
      text: `
        SELECT (SELECT coalesce(jsonb_agg(to_jsonb(a) ORDER BY a."user" ->> 'id'), '[]') FROM (
                  SELECT weir.person(m.user_id) AS "user", coalesce(s.credits, c.credits) AS credits,
                         coalesce(s.balance, c.credits) AS balance, coalesce(s.charged, 0) AS charged
                    FROM memberships m
                   CROSS JOIN LATERAL (
                     SELECT sum(e.amount) FILTER (WHERE e.kind IN ('grant', 'adjustment')) AS credits, sum(e.amount) AS balance,
                            -sum(e.amount) FILTER (WHERE e.kind IN ('charge', 'refund')) AS charged
                       FROM credit_entries e
                      WHERE e.workspace_id = c.workspace_id AND e.user_id = m.user_id AND e.period = c.period
                        AND e.starts_on = weir.credit_period_start(c, $2)) s
                   WHERE m.workspace_id = c.workspace_id AND m.left_at IS NULL AND m.role::text = ANY ($3) AND m.user_id > $4
                   ORDER BY m.user_id LIMIT $5) a) AS items
          FROM credit_rules c
         WHERE c.workspace_id = $1 AND c.ended_at IS NULL`,
      values: [workspaceId, now, [...allowedRoles.submitRequests], after ?? first, size],
    });
    return rows[0]?.items ?? [];
  }

  /** Whether the person is a member with a role that can submit requests. */
  async canAsk(tx: Tx, workspaceId: string, userId: string): Promise<boolean> {
    const found = await tx.membership.count({
      where: { workspaceId, userId, leftAt: null, role: { in: [...allowedRoles.submitRequests] } },
    });
    return found > 0;
  }

  /** Returns the id of the entry; null while the experiment is off. */
  async adjust(
    tx: Tx,
    workspaceId: string,
    { user, amount, note, by, at }: CreditAdjustment & { by: string; at: Date },
  ): Promise<string | null> {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      INSERT INTO credit_entries (workspace_id, id, user_id, period, starts_on, kind, amount, at, by, note)
      SELECT c.workspace_id, weir.time_ordered_id(), ${user}::uuid, c.period, weir.credit_period_start(c, ${at}),
             'adjustment', ${amount}, ${at}, ${by}::uuid, ${note}
        FROM credit_rules c WHERE c.workspace_id = ${workspaceId}::uuid AND c.ended_at IS NULL
      RETURNING id`;
    return rows[0]?.id ?? null;
  }
}

const first = '00000000-0000-0000-0000-000000000000';
