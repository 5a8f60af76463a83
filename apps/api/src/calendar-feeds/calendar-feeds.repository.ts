import { Injectable } from '@nestjs/common';
import type { Role } from '@weir/contract';
import { Pool } from '../database/pool.js';
import { Database, type Tx } from '../database/prisma.js';
import type { FeedToken } from './feed-secrets.js';

/** Whose feed a token opens, as they are now. */
export type FeedReader = {
  workspaceId: string;
  userId: string;
  role: Role;
  language: string | null;
  slug: string;
  name: string;
};

/** A date of a person. `id` is the card’s or the request’s, `day` a date and `at` an instant. */
export type CalendarEntry = {
  kind: 'cardDue' | 'answerDue' | 'toAnswer' | 'askAgain';
  id: string;
  version: number;
  boardKey: string;
  boardName: string;
  number: number;
  title: string;
  day: string | null;
  at: Date | null;
  /** When the card was made, or the request submitted. */
  since: Date;
};

/** A calendar reads often; the time is for people. */
const readAtExactTo = '1 hour';

/** Nobody who left, or whose workspace is archived, has a row here. */
const readerStatement = `
  SELECT f.workspace_id AS "workspaceId", f.user_id AS "userId", m.role, u.language, w.slug, w.name
    FROM workspaces w
    JOIN calendar_feeds f ON f.workspace_id = w.id AND f.hash = $2
    JOIN memberships m    ON m.workspace_id = f.workspace_id AND m.user_id = f.user_id AND m.left_at IS NULL
    JOIN users u          ON u.id = f.user_id
   WHERE w.slug = $1 AND w.archived_at IS NULL`;

/** The most dates of each kind. Those of cards that are long overdue come first. */
const most = { cards: 500, requests: 200, answers: 300 };
/** How many of the newest answers are searched for tickets, so that years of requests cost nothing. */
const answersLookedThrough = 200;
/** Days for which a ticket that nobody used is shown after its date. */
const ticketDays = 60;

/** $3: whether the person reads boards, $4: whether they answer requests. Archived boards and cards are left out. */
const entriesStatement = `
  WITH boards AS MATERIALIZED (
    SELECT b.id, b.key, b.name, i.time_zone
      FROM boards b
      JOIN intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
     WHERE b.workspace_id = $1 AND b.archived_at IS NULL
  )
  (SELECT 'cardDue' AS kind, c.id, c.version, b.key AS "boardKey", b.name AS "boardName", c.number, c.title,
          to_char(c.due_on, 'YYYY-MM-DD') AS day, NULL::timestamptz AS at, c.created_at AS since
     FROM card_assignees a
     JOIN cards c  ON c.workspace_id = a.workspace_id AND c.board_id = a.board_id AND c.id = a.card_id
                  AND c.archived_at IS NULL AND c.delivered_at IS NULL AND c.due_on IS NOT NULL
     JOIN boards b ON b.id = c.board_id
    WHERE a.workspace_id = $1 AND a.user_id = $2 AND $3
    ORDER BY c.due_on, c.id LIMIT ${most.cards})
   UNION ALL
  (SELECT 'answerDue', r.id, r.version, b.key, b.name, r.number, r.title, NULL, r.answer_by, r.submitted_at
     FROM requests r
     JOIN boards b ON b.id = r.board_id
    WHERE r.workspace_id = $1 AND r.requester_id = $2 AND r.answered_at IS NULL AND r.paused_at IS NULL
    ORDER BY r.answer_by, r.id LIMIT ${most.requests})
   UNION ALL
  (SELECT 'toAnswer', r.id, r.version, b.key, b.name, r.number, r.title, NULL, r.answer_by, r.submitted_at
     FROM requests r
     JOIN boards b ON b.id = r.board_id
    WHERE r.workspace_id = $1 AND r.requester_id IS DISTINCT FROM $2 AND r.answered_at IS NULL AND r.paused_at IS NULL AND $4
    ORDER BY r.answer_by, r.id LIMIT ${most.answers})
   UNION ALL
  (SELECT 'askAgain', r.id, r.version, b.key, b.name, r.number, r.title, to_char(t.since, 'YYYY-MM-DD'), NULL, r.answered_at
     FROM (SELECT q AS request, q.* FROM requests q
            WHERE q.workspace_id = $1 AND q.requester_id = $2 AND q.answered_at IS NOT NULL
            ORDER BY q.answered_at DESC, q.board_id, q.number LIMIT ${answersLookedThrough}) r
     JOIN boards b ON b.id = r.board_id
    CROSS JOIN LATERAL (SELECT weir.ticket_from(r.request) AS since) t
    WHERE t.since > ($5::timestamptz AT TIME ZONE b.time_zone)::date - ${ticketDays}
      AND NOT EXISTS (SELECT FROM requests n
                       WHERE n.workspace_id = r.workspace_id AND n.board_id = r.board_id AND n.follows_id = r.id AND n.by_ticket)
    ORDER BY t.since, r.id LIMIT ${most.requests})`;

@Injectable()
export class CalendarFeedsRepository {
  constructor(
    private readonly database: Database,
    private readonly pool: Pool,
  ) {}

  ofMember(workspaceId: string, userId: string): Promise<{ createdAt: Date; readAt: Date | null } | null> {
    return this.database.calendarFeed.findUnique({
      where: { workspaceId_userId: { workspaceId, userId } },
      select: { createdAt: true, readAt: true },
    });
  }

  async isMember(tx: Tx, workspaceId: string, userId: string): Promise<boolean> {
    return (await tx.membership.count({ where: { workspaceId, userId, leftAt: null } })) > 0;
  }

  async replace(
    tx: Tx,
    feed: { workspaceId: string; userId: string; hash: Buffer; createdAt: Date },
  ): Promise<void> {
    const { workspaceId, userId, createdAt } = feed;
    const secret = { hash: new Uint8Array(feed.hash), createdAt, readAt: null };
    await tx.calendarFeed.upsert({
      where: { workspaceId_userId: { workspaceId, userId } },
      create: { workspaceId, userId, ...secret },
      update: secret,
    });
  }

  async remove(tx: Tx, workspaceId: string, userId: string): Promise<void> {
    await tx.calendarFeed.deleteMany({ where: { workspaceId, userId } });
  }

  async readerOf({ slug, hash }: FeedToken): Promise<FeedReader | null> {
    const { rows } = await this.pool.query<FeedReader>({
      name: 'calendar-reader',
      text: readerStatement,
      values: [slug, hash],
    });
    return rows[0] ?? null;
  }

  async entries(
    { workspaceId, userId }: FeedReader,
    may: { readBoards: boolean; answer: boolean },
    now: Date,
  ): Promise<CalendarEntry[]> {
    const { rows } = await this.pool.query<CalendarEntry>({
      name: 'calendar-entries',
      text: entriesStatement,
      values: [workspaceId, userId, may.readBoards, may.answer, now],
    });
    return rows;
  }

  /** Writes at most once an hour. */
  async noteRead({ workspaceId, userId }: FeedReader, now: Date): Promise<void> {
    await this.pool.query(
      `UPDATE calendar_feeds SET read_at = $3
        WHERE workspace_id = $1 AND user_id = $2
          AND (read_at IS NULL OR read_at <= $3::timestamptz - interval '${readAtExactTo}')`,
      [workspaceId, userId, now],
    );
  }
}
