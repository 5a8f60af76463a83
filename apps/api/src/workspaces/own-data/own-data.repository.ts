import { Injectable } from '@nestjs/common';
import type { OwnData } from '@weir/contract';
import { Pool } from '../../database/pool.js';
import type { Tx } from '../../database/prisma.js';

/** The rows of a query as a list, each with the board and the number of its card or request where it has one. */
const list = (query: string) =>
  `(SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.at), '[]') FROM (${query}) x)`;
const board = `w.slug || '/' || b.key AS board`;
const ofBoard = (alias: string) => `
  JOIN workspaces w ON w.id = ${alias}.workspace_id
  JOIN boards b     ON b.workspace_id = ${alias}.workspace_id AND b.id = ${alias}.board_id`;
const ofCard = (alias: string) => `${ofBoard(alias)}
  JOIN cards c      ON c.workspace_id = ${alias}.workspace_id AND c.board_id = ${alias}.board_id AND c.id = ${alias}.card_id`;

/** $1 is the person. */
const statement = `
  SELECT jsonb_build_object(
    'account', (SELECT jsonb_build_object('id', u.id, 'email', u.email, 'name', u.name, 'language', u.language, 'timeZone', u.time_zone, 'theme', u.theme,
                         'createdAt', u.created_at, 'emailVerifiedAt', u.email_verified_at, 'hasPassword', u.password_hash IS NOT NULL)
                  FROM users u WHERE u.id = $1),
    'signIn', jsonb_build_object(
      'providers', ${list(`SELECT issuer, subject, created_at AS at FROM user_identities WHERE user_id = $1`)},
      'sessions', ${list(`SELECT created_at AS at, used_at AS "lastUsedAt", ended_at AS "endedAt", expires_at AS "expiresAt", user_agent AS "userAgent"
                            FROM sessions WHERE user_id = $1`)},
      'twoFactorSince', (SELECT confirmed_at FROM totp_secrets WHERE user_id = $1),
      'recoveryCodesLeft', (SELECT count(*) FROM recovery_codes WHERE user_id = $1 AND used_at IS NULL),
      'passkeys', ${list(`SELECT name, created_at AS at, used_at AS "usedAt" FROM passkeys WHERE user_id = $1`)}),
    'memberships', ${list(`
      SELECT w.slug AS workspace, w.name, m.role, m.joined_at AS at, m.left_at AS "leftAt", m.request_mails AS "requestMails", m.digest_mails AS "digestMails"
        FROM memberships m JOIN workspaces w ON w.id = m.workspace_id WHERE m.user_id = $1`)},
    'teams', ${list(`
      SELECT w.slug AS workspace, t.name, m.added_at AS at
        FROM team_members m
        JOIN teams t      ON t.workspace_id = m.workspace_id AND t.id = m.team_id
        JOIN workspaces w ON w.id = m.workspace_id
       WHERE m.user_id = $1`)},
    'invitations', ${list(`
      SELECT w.slug AS workspace, i.role, i.email, i.created_at AS at, i.accepted_at AS "acceptedAt", i.revoked_at AS "revokedAt",
             i.created_by = $1 AS "byThem"
        FROM invitations i JOIN workspaces w ON w.id = i.workspace_id
       WHERE i.created_by = $1 OR i.accepted_by = $1
          OR i.email = (SELECT u.email FROM users u WHERE u.id = $1 AND u.email_verified_at IS NOT NULL)`)},
    'settings', jsonb_build_object(
      'noticeMails', (SELECT notice_mails FROM users WHERE id = $1),
      'notices', (SELECT coalesce(jsonb_object_agg(topic, via), '{}') FROM notice_choices WHERE user_id = $1),
      'push', (SELECT coalesce(jsonb_object_agg(topic, wanted), '{}') FROM push_choices WHERE user_id = $1),
      'devices', ${list(`SELECT split_part(endpoint, '/', 3) AS "pushService", user_agent AS "userAgent", language, created_at AS at, confirmed_at AS "confirmedAt", pushed_at AS "pushedAt"
                           FROM push_subscriptions WHERE user_id = $1`)},
      'mailTimes', (SELECT jsonb_build_object('quietFrom', quiet_from, 'quietUntil', quiet_until, 'daily', daily, 'timeZone', time_zone)
                      FROM notice_mail_times WHERE user_id = $1),
      'calendarFeeds', ${list(`SELECT w.slug AS workspace, f.created_at AS at, f.read_at AS "readAt"
                                 FROM calendar_feeds f JOIN workspaces w ON w.id = f.workspace_id WHERE f.user_id = $1`)},
      'views', ${list(`SELECT ${board}, v.name, v.query, v.created_at AS at FROM saved_views v ${ofBoard('v')} WHERE v.user_id = $1`)}),
    'requests', ${list(`
      SELECT ${board}, r.number, r.title, r.description, r.submitted_at AS at, r.answered_at AS "answeredAt"
        FROM requests r ${ofBoard('r')} WHERE r.requester_id = $1`)},
    'credits', ${list(`
      SELECT w.slug AS workspace, e.kind, e.amount, e.reason, e.note, e.at
        FROM memberships m
        JOIN workspaces w     ON w.id = m.workspace_id
        JOIN credit_entries e ON e.workspace_id = m.workspace_id AND e.user_id = m.user_id
       WHERE m.user_id = $1`)},
    'messages', ${list(`
      SELECT ${board}, r.number AS request, m.body, m.at
        FROM request_messages m ${ofBoard('m')}
        JOIN requests r ON r.workspace_id = m.workspace_id AND r.board_id = m.board_id AND r.id = m.request_id
       WHERE m.by = $1`)},
    'answers', ${list(`
      SELECT ${board}, r.number AS request, a.kind, a.reason, a.message, a.at
        FROM answers a ${ofBoard('a')}
        JOIN requests r ON r.workspace_id = a.workspace_id AND r.board_id = a.board_id AND r.id = a.request_id
       WHERE a.by = $1`)},
    'comments', ${list(`
      SELECT ${board}, c.number AS card, m.body, m.at, m.edited_at AS "editedAt" FROM comments m ${ofCard('m')} WHERE m.by = $1`)},
    'cards', ${list(`
      SELECT ${board}, c.number AS card, c.created_at AS at, c.created_by IS NOT DISTINCT FROM $1 AS created,
             EXISTS (SELECT FROM card_assignees a WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id
                        AND a.card_id = c.id AND a.user_id = $1) AS assigned,
             EXISTS (SELECT FROM card_watchers a WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id
                        AND a.card_id = c.id AND a.user_id = $1 AND a.watching) AS watched
        FROM cards c ${ofBoard('c')}
       WHERE c.created_by = $1
          OR (c.workspace_id, c.board_id, c.id) IN (SELECT workspace_id, board_id, card_id FROM card_assignees WHERE user_id = $1
                                                     UNION
                                                    SELECT workspace_id, board_id, card_id FROM card_watchers WHERE user_id = $1)`)},
    'attachments', ${list(`SELECT ${board}, c.number AS card, m.name, m.type, m.bytes, m.at FROM attachments m ${ofCard('m')} WHERE m.by = $1`)},
    'notices', ${list(`SELECT ${board}, n.kind, n.at, n.read_at AS "readAt" FROM notices n ${ofBoard('n')} WHERE n.user_id = $1`)},
    'events', ${list(`
      SELECT ${board}, count(*) AS count, min(e.at) AS at, max(e.at) AS until
        FROM events e ${ofBoard('e')} WHERE e.actor_id = $1 GROUP BY w.slug, b.key`)},
    'mails', ${list(`SELECT kind, email, at FROM account_letters WHERE user_id = $1`)}) AS data`;

export type Erased = { boards: [workspaceId: string, boardId: string][] } | { owned: string[] } | null;

@Injectable()
export class OwnDataRepository {
  constructor(private readonly pool: Pool) {}

  async read(userId: string): Promise<Omit<OwnData, 'avatar'>> {
    const { rows } = await this.pool.query<{ data: Omit<OwnData, 'avatar'> }>({
      name: 'own data',
      text: statement,
      values: [userId],
    });
    return (rows[0] as { data: Omit<OwnData, 'avatar'> }).data;
  }

  /** `owned`: nothing was erased, because they are the last owner there. Null: they have another password by now. */
  async erase(tx: Tx, userId: string, checked: string | null, now: Date): Promise<Erased> {
    const [row] = await tx.$queryRaw<{ erased: Erased }[]>`
      SELECT weir.erase_own_account(${userId}::uuid, ${checked}::text, ${now}::timestamptz) AS erased`;
    return row?.erased ?? null;
  }
}
