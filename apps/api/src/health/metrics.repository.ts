import { Injectable } from '@nestjs/common';
import { Pool } from '../database/pool.js';

/**
 * Messages that are due, at most 10,000 of them counted, and seconds since the oldest was due; 0 if there is none. `failing`: mails,
 * devices or webhooks whose last attempt failed, and that are tried again.
 */
export type OutboxFigures = {
  outbox: 'mail' | 'push' | 'webhook';
  due: number;
  oldest: number;
  failing: number;
};
export type BoardFigures = {
  boards: number;
  saturated: number;
  queueFull: number;
  open: number;
  throttled: number;
  shut: number;
  probing: number;
  waiting: number;
  overdue: number;
};

/**
 * Messages for devices and receivers that fail are not counted as due, because their delay is not the fault of this server. The age of
 * a webhook is the age of its oldest unsent event.
 */
const outboxesStatement = `
  SELECT 'mail' AS outbox, m.due, m.oldest,
         (SELECT count(*)::int FROM (SELECT FROM mails WHERE due_at IS NOT NULL AND (attempts > 0 OR error IS NOT NULL) LIMIT 10000) x) AS failing
    FROM (SELECT count(*)::int AS due, coalesce(extract(epoch FROM clock_timestamp() - min(x.due_at)), 0)::float8 AS oldest
            FROM (SELECT due_at FROM mails WHERE due_at <= clock_timestamp() ORDER BY due_at LIMIT 10000) x) m
   UNION ALL
  SELECT 'push', p.due, p.oldest,
         (SELECT count(*)::int FROM push_subscriptions s
           WHERE s.failures > 0 AND EXISTS (SELECT FROM pushes q WHERE q.subscription_id = s.id))
    FROM (SELECT count(*)::int AS due, coalesce(extract(epoch FROM clock_timestamp() - min(x.due_at)), 0)::float8 AS oldest
            FROM (SELECT q.due_at FROM pushes q
                   WHERE q.due_at <= clock_timestamp()
                     AND NOT EXISTS (SELECT FROM push_subscriptions s WHERE s.id = q.subscription_id AND s.failures > 0)
                   ORDER BY q.due_at LIMIT 10000) x) p
   UNION ALL
  SELECT 'webhook', h.due, h.oldest,
         (SELECT count(*)::int FROM webhooks w WHERE w.failures > 0 AND w.off_reason IS NULL AND w.ended_at IS NULL)
    FROM (SELECT count(*)::int AS due, coalesce(extract(epoch FROM clock_timestamp() - min(x.at)), 0)::float8 AS oldest
            FROM (SELECT coalesce(e.at, g.at) AS at
                    FROM webhooks w
                    JOIN workspaces k ON k.id = w.workspace_id AND k.archived_at IS NULL
                    JOIN weir.webhook_sources s ON s.workspace_id = w.workspace_id AND s.webhook_id = w.id AND s.last_seq > s.seq
                    LEFT JOIN events e ON e.workspace_id = s.workspace_id AND e.board_id = s.source_id AND e.seq = s.seq + 1
                    LEFT JOIN workspace_events g ON g.workspace_id = s.workspace_id AND g.seq = s.seq + 1 AND e.at IS NULL
                   WHERE w.off_reason IS NULL AND w.ended_at IS NULL AND w.failures = 0 AND s.failures = 0
                   LIMIT 10000) x) h`;

const boardsStatement = `
  SELECT count(*)::int                                                  AS boards,
         (count(*) FILTER (WHERE i.saturated_since IS NOT NULL))::int   AS saturated,
         (count(*) FILTER (WHERE r.waiting >= i.depth))::int            AS "queueFull",
         (count(*) FILTER (WHERE i.gate = 'open'))::int                 AS open,
         (count(*) FILTER (WHERE i.gate = 'throttled'))::int            AS throttled,
         (count(*) FILTER (WHERE i.gate = 'shut'))::int                 AS shut,
         (count(*) FILTER (WHERE i.gate = 'probing'))::int              AS probing,
         coalesce(sum(r.waiting), 0)::int                               AS waiting,
         coalesce(sum(r.overdue), 0)::int                               AS overdue
    FROM boards b
    JOIN workspaces w ON w.id = b.workspace_id AND w.archived_at IS NULL
    JOIN intakes i    ON i.workspace_id = b.workspace_id AND i.board_id = b.id
    LEFT JOIN (SELECT q.workspace_id, q.board_id, count(*) AS waiting,
                      count(*) FILTER (WHERE q.answer_by <= clock_timestamp() AND q.paused_at IS NULL) AS overdue
                 FROM requests q WHERE q.answered_at IS NULL GROUP BY q.workspace_id, q.board_id) r
           ON r.workspace_id = b.workspace_id AND r.board_id = b.id
   WHERE b.archived_at IS NULL`;

@Injectable()
export class MetricsRepository {
  constructor(private readonly pool: Pool) {}

  async outboxes(): Promise<OutboxFigures[]> {
    return (await this.pool.query<OutboxFigures>({ name: 'outbox-figures', text: outboxesStatement })).rows;
  }

  /** The figures of all boards that are not archived. It reads each board and each waiting request. */
  async boards(): Promise<BoardFigures> {
    const { rows } = await this.pool.query<BoardFigures>({ name: 'board-figures', text: boardsStatement });
    return rows[0] as BoardFigures;
  }
}
