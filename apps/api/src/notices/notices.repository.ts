import { Injectable } from '@nestjs/common';
import type {
  ChooseNoticeMailTimes,
  Notice,
  NoticeChoices,
  NoticeChoicesChange,
  NoticeMailTimes,
  NoticeSettings,
  NoticeSettingsChange,
  PushChoices,
  PushChoicesChange,
} from '@weir/contract';
import type { NoticeFacts } from '@weir/domain';
import { Pool } from '../database/pool.js';
import { Database, type Tx } from '../database/prisma.js';

type Person = { userId: string };
type Reader = Person & { workspaceId: string };
export type Row = { notice: Omit<Notice, 'kind' | 'title' | 'text'>; facts: NoticeFacts };

const pageStatement = `
  WITH page AS (
    SELECT n.id FROM notices n
     WHERE n.workspace_id = $1::uuid AND n.user_id = $2::uuid
       AND ($3::timestamptz IS NULL OR (n.at, n.id) < ($3, $4::uuid))
       AND (NOT $5::boolean OR n.read_at IS NULL)
     ORDER BY n.at DESC, n.id DESC
     LIMIT $6
  )
  SELECT (SELECT count(*)::int FROM notices
           WHERE workspace_id = $1 AND user_id = $2 AND read_at IS NULL) AS unread,
         (SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'notice', jsonb_build_object('id', d.id, 'at', weir.instant(d.at), 'readAt', weir.instant(d.read_at),
                                                'board', d.board, 'request', d.request, 'card', d.card,
                                                'column', d.board_column),
                   'facts', d.facts) ORDER BY d.at DESC, d.id DESC), '[]')
            FROM page JOIN weir.notice_documents d ON d.workspace_id = $1 AND d.id = page.id) AS rows`;

/**
 * Locks in the order of ids, as an answer to a request does, so that neither waits for the other in a circle. Subtracts
 * what it marks itself, because a statement does not see its own changes.
 */
const readStatement = `
  WITH unread AS MATERIALIZED (
    SELECT id FROM notices
     WHERE workspace_id = $1::uuid AND user_id = $2::uuid AND read_at IS NULL AND ($3::uuid[] IS NULL OR id = ANY ($3))
     ORDER BY id FOR NO KEY UPDATE
  ), read AS (
    UPDATE notices n SET read_at = $4 FROM unread WHERE n.workspace_id = $1 AND n.id = unread.id
    RETURNING 1
  )
  SELECT ((SELECT count(*) FROM notices WHERE workspace_id = $1 AND user_id = $2 AND read_at IS NULL)
          - (SELECT count(*) FROM read))::int AS unread`;

@Injectable()
export class NoticesRepository {
  constructor(
    private readonly pool: Pool,
    private readonly database: Database,
  ) {}

  /** Newest first, from `after` on; `unread` counts all of them. */
  async page(
    { workspaceId, userId }: Reader,
    {
      after,
      unreadOnly,
      size,
    }: { after: { at: string; id: string } | null; unreadOnly: boolean; size: number },
  ): Promise<{ unread: number; rows: Row[] }> {
    const values = [workspaceId, userId, after?.at ?? null, after?.id ?? null, unreadOnly, size];
    const { rows } = await this.pool.query({ name: 'notices', text: pageStatement, values });
    return rows[0];
  }

  /** Null for `ids` marks all of the reader's notices. */
  async markRead(
    { workspaceId, userId }: Reader,
    { ids, at }: { ids: string[] | null; at: Date },
    tx?: Tx,
  ): Promise<{ unread: number }> {
    const values = [workspaceId, userId, ids, at] as const;
    if (tx) {
      const [left] = await tx.$queryRawUnsafe<{ unread: number }[]>(readStatement, ...values);
      return left as { unread: number };
    }
    const { rows } = await this.pool.query({
      name: 'notices read',
      text: readStatement,
      values: [...values],
    });
    return rows[0];
  }

  async settings(reader: Reader, tx: Tx = this.database): Promise<NoticeSettings> {
    return tx.membership.findUniqueOrThrow({
      where: { workspaceId_userId: only(reader) },
      select: { requestMails: true, digestMails: true },
    });
  }

  async changeSettings(tx: Tx, reader: Reader, change: NoticeSettingsChange): Promise<void> {
    await tx.membership.update({ where: { workspaceId_userId: only(reader) }, data: change });
  }

  async choices({ userId }: Person, tx: Tx = this.database): Promise<NoticeChoices> {
    const [row] = await tx.$queryRaw<{ choices: NoticeChoices }[]>`
      SELECT jsonb_object_agg(t, coalesce(c.via, weir.default_notice_via(t))) AS choices
        FROM unnest(enum_range(NULL::notice_topic)) t
        LEFT JOIN notice_choices c ON c.user_id = ${userId}::uuid AND c.topic = t`;
    if (!row) throw new Error('there are no topics of notices');
    return row.choices;
  }

  async choose(tx: Tx, { userId }: Person, change: NoticeChoicesChange): Promise<NoticeChoices> {
    await tx.$executeRaw`
      INSERT INTO notice_choices (user_id, topic, via)
      SELECT ${userId}::uuid, e.key::notice_topic, e.value::notice_via
        FROM jsonb_each_text(${JSON.stringify(change)}::jsonb) e ORDER BY e.key
      ON CONFLICT (user_id, topic) DO UPDATE SET via = EXCLUDED.via`;
    return this.choices({ userId }, tx);
  }

  async pushChoices({ userId }: Person, tx: Tx = this.database): Promise<PushChoices> {
    const [row] = await tx.$queryRaw<{ choices: PushChoices }[]>`
      SELECT jsonb_object_agg(t, coalesce(c.wanted, weir.default_push(t))) AS choices
        FROM unnest(enum_range(NULL::push_topic)) t
        LEFT JOIN push_choices c ON c.user_id = ${userId}::uuid AND c.topic = t`;
    if (!row) throw new Error('there are no topics of pushes');
    return row.choices;
  }

  async choosePush(tx: Tx, { userId }: Person, change: PushChoicesChange): Promise<PushChoices> {
    await tx.$executeRaw`
      INSERT INTO push_choices (user_id, topic, wanted)
      SELECT ${userId}::uuid, e.key::push_topic, e.value::boolean
        FROM jsonb_each_text(${JSON.stringify(change)}::jsonb) e ORDER BY e.key
      ON CONFLICT (user_id, topic) DO UPDATE SET wanted = EXCLUDED.wanted`;
    return this.pushChoices({ userId }, tx);
  }

  async mailTimes({ userId }: Person, tx: Tx = this.database): Promise<NoticeMailTimes> {
    const [row] = await tx.$queryRaw<{ times: NoticeMailTimes }[]>`
      SELECT jsonb_build_object(
               'quietHours', CASE WHEN t.quiet_from IS NOT NULL THEN jsonb_build_object('from', t.quiet_from, 'until', t.quiet_until) END,
               'daily', t.daily, 'timeZone', coalesce(u.time_zone, t.time_zone)) AS times
        FROM notice_mail_times t JOIN users u ON u.id = t.user_id
       WHERE t.user_id = ${userId}::uuid`;
    return row?.times ?? { quietHours: null, daily: false, timeZone: null };
  }

  async chooseMailTimes(
    tx: Tx,
    { userId }: Person,
    { quietHours, daily, timeZone }: ChooseNoticeMailTimes,
  ): Promise<NoticeMailTimes> {
    const times = {
      quietFrom: quietHours?.from ?? null,
      quietUntil: quietHours?.until ?? null,
      daily,
      timeZone,
    };
    await tx.noticeMailTimes.upsert({ where: { userId }, create: { userId, ...times }, update: times });
    return this.mailTimes({ userId }, tx);
  }
}

function only({ workspaceId, userId }: Reader): Reader {
  return { workspaceId, userId };
}
