import { Injectable } from '@nestjs/common';
import type { RequestMails, Role } from '@weir/contract';
import type { AccountLetterKind, MailTimes, NoticeFacts } from '@weir/domain';
import { Pool } from '../database/pool.js';
import { capOf } from './mailbox-caps.js';

/** The content of a mail, as it is when the mail is sent. */
export type ClaimedMail = {
  workspaceId: string;
  id: string;
  at: Date;
  attempts: number;
  /** Since when it waits for a cap, quiet hours or a daily mail. */
  heldAt: Date | null;
  /** The board or, without one, the workspace that it is of. */
  source: string;
  /** Null for the confirmation of an account's address. */
  workspace: { slug: string; name: string; archived: boolean } | null;
  /** Null if the person has left. */
  to: Recipient | null;
  notice: NoticeToMail | null;
  /** The new requests that it lists, soonest due first: those that still wait and that its reader has not seen in the app. */
  newRequests: NewRequestToMail[] | null;
  formAsk: FormAsk | null;
  confirmation: Confirmation | null;
  accountLetter: AccountLetter | null;
  invitation: InvitationToMail | null;
  guestLink: GuestLinkToMail | null;
  guestWait: GuestWaitToMail | null;
  digest: DigestToMail | null;
};
/** The week of a workspace's boards for one of its members. `boardIds`: the first 50 that are not archived, by key. */
export type DigestToMail = { userId: string; week: string; isWanted: boolean; boardIds: string[] };
/** `isOld`: a newer mail replaces it. `formId` null: the form is off. */
export type GuestWaitToMail = {
  id: string;
  at: string;
  expiresAt: string;
  isNotified: boolean;
  isOld: boolean;
  board: string;
  boardKey: string;
  timeZone: string;
  formId: string | null;
};
/** `linkAt`: when the link was renewed; null for the first. */
export type GuestLinkToMail = { guestId: string; linkAt: string | null; workspace: string };
/** `language` and `timeZone` are null where the person has chosen none. */
export type Recipient = { name: string; email: string; language: string | null; timeZone: string | null };
type NoticeToMail = {
  id: string;
  facts: NoticeFacts;
  board: string;
  number: number | null;
  /** The card that it is about, and its comment. */
  card: { number: number; comment: string | null } | null;
  column: { id: string } | null;
  guestId: string | null;
  /** When the guest’s link was renewed; null for the first. */
  linkAt: string | null;
  userId: string | null;
  /** When its reader, a member, gets mail; null: at once. */
  times: (MailTimes & { timeZone: string }) | null;
  /** Whether its reader still wants mail. */
  isWanted: boolean;
  /** A receipt whose request has its answer meanwhile, which is mailed instead. */
  isOutdated: boolean;
  /** The comment was deleted, or the reader may no longer read the card. */
  isGone: boolean;
  /** Of a new request: whether the mail lists it with others, and how its reader wants such mails. */
  isListed: boolean;
  requestMails: RequestMails | null;
};
export type NewRequestToMail = {
  /** That of its notice. */
  id: string;
  facts: NoticeFacts & { kind: 'newRequest' };
  board: string;
  number: number;
};
/** `expiresAt`: of its link; null without one. `isTaken`: its address is that of another account. */
export type AccountLetter = {
  id: string;
  kind: AccountLetterKind;
  at: string;
  expiresAt: string | null;
  isUsed: boolean;
  isTaken: boolean;
  workspace: string | null;
  board: string | null;
};
export type Confirmation = { id: string; expiresAt: string; isUsed: boolean };
/** `by` is null if the person who invited has left. */
export type InvitationToMail = {
  id: string;
  workspace: string;
  by: { name: string; role: Role } | null;
  expiresAt: string;
  isUsed: boolean;
  isRevoked: boolean;
};
export type FormAsk = {
  id: string;
  at: string;
  timeZone: string;
  expiresAt: string;
  isUsed: boolean;
};

/**
 * Claims the mail that has been due longest and reads its content. The claim moves its due time to the end of a lease:
 * no other instance takes it meanwhile, and after a crash it is tried again. A concurrent claim skips the locked row
 * and takes the next mail.
 */
const claimStatement = `
  WITH due AS MATERIALIZED (
    SELECT m.workspace_id, m.id FROM mails m
     WHERE m.due_at <= $1
     ORDER BY m.due_at
     LIMIT 1
       FOR UPDATE SKIP LOCKED
  ), claimed AS (
    UPDATE mails m SET due_at = $2 FROM due
     WHERE m.workspace_id = due.workspace_id AND m.id = due.id
    RETURNING m.*
  )
  SELECT m.workspace_id AS "workspaceId", m.id, m.at, m.attempts, m.held_at AS "heldAt",
         coalesce(m.form_board_id, n.board_id, m.workspace_id) AS source,
         CASE WHEN w.id IS NOT NULL THEN jsonb_build_object('slug', w.slug, 'name', w.name, 'archived', w.archived_at IS NOT NULL) END AS workspace,
         CASE WHEN f.id IS NOT NULL THEN jsonb_build_object('name', f.name, 'email', f.email, 'language', f.language, 'timeZone', NULL)
              WHEN u.id IS NOT NULL THEN jsonb_build_object('name', u.name, 'email', u.email, 'language', u.language, 'timeZone', u.time_zone)
              WHEN c.id IS NOT NULL THEN jsonb_build_object('name', '', 'email', c.email, 'language', c.language, 'timeZone', c.time_zone)
              WHEN a.id IS NOT NULL THEN jsonb_build_object('name', '', 'email', a.email, 'language', a.language, 'timeZone', a.time_zone)
              WHEN v.id IS NOT NULL THEN jsonb_build_object('name', '', 'email', v.email, 'language', v.language, 'timeZone', v.time_zone)
              WHEN gw.id IS NOT NULL THEN jsonb_build_object('name', '', 'email', gw.email, 'language', gw.language, 'timeZone', NULL)
              WHEN g.id IS NOT NULL THEN jsonb_build_object('name', coalesce(r.guest_name, g.name), 'email', g.email, 'language', g.language, 'timeZone', NULL) END AS "to",
         CASE WHEN d.id IS NOT NULL THEN jsonb_build_object(
           'id', n.id, 'facts', d.facts, 'board', d.board ->> 'key', 'number', d.request -> 'number', 'card', d.card, 'column', d.board_column, 'guestId', d.guest_id, 'linkAt', weir.instant(g.link_at), 'userId', d.user_id,
           'isListed', (n.mailed_in = m.id) IS TRUE, 'requestMails', s.request_mails,
           'isWanted', CASE WHEN d.guest_id IS NOT NULL THEN g.mails_off_at IS NULL
                            WHEN n.kind = 'newRequest' THEN coalesce(weir.wants_new_requests(s, u), true)
                            ELSE coalesce(u.notice_mails, true) AND weir.notice_via(d.user_id, n.kind) = 'mail' END,
           'times', (SELECT jsonb_build_object(
                        'quietHours', CASE WHEN q.quiet_from IS NOT NULL THEN jsonb_build_object('from', q.quiet_from, 'until', q.quiet_until) END,
                        'daily', q.daily AND n.kind <> 'newRequest', 'timeZone', coalesce(u.time_zone, q.time_zone))
                       FROM notice_mail_times q WHERE q.user_id = d.user_id),
           'isGone', weir.is_about_card(n.kind) AND (d.card IS NULL OR d.facts -> 'card' ->> 'comment' = '') IS TRUE,
           'isOutdated', n.kind = 'submitted' AND r.answered_at IS NOT NULL) END AS notice,
         CASE WHEN n.kind = 'newRequest' THEN (
           SELECT coalesce(jsonb_agg(jsonb_build_object(
                    'id', x.id, 'facts', x.facts, 'board', x.board ->> 'key', 'number', x.request -> 'number') ORDER BY r.answer_by, r.submitted_at, x.id), '[]')
             FROM notices o
             JOIN requests r              ON r.workspace_id = o.workspace_id AND r.board_id = o.board_id AND r.id = o.request_id
                                         AND r.answered_at IS NULL
             JOIN weir.notice_documents x ON x.workspace_id = o.workspace_id AND x.id = o.id
            WHERE o.workspace_id = m.workspace_id AND o.user_id = n.user_id AND o.read_at IS NULL
              AND (o.id = n.id OR o.mailed_in = m.id)) END AS "newRequests",
         CASE WHEN f.id IS NOT NULL THEN jsonb_build_object(
           'id', f.id, 'at', weir.instant(f.at), 'timeZone', coalesce(i.time_zone, 'UTC'), 'expiresAt', weir.instant(f.expires_at), 'isUsed', f.request_id IS NOT NULL) END AS "formAsk",
         CASE WHEN c.id IS NOT NULL THEN jsonb_build_object(
           'id', c.id, 'expiresAt', weir.instant(c.expires_at), 'isUsed', c.used_at IS NOT NULL) END AS confirmation,
         CASE WHEN a.id IS NOT NULL THEN jsonb_build_object(
           'id', a.id, 'kind', a.kind, 'at', weir.instant(a.at), 'expiresAt', weir.instant(a.expires_at), 'isUsed', a.used_at IS NOT NULL, 'isTaken', a.is_taken, 'workspace', a.workspace, 'board', a.board) END AS "accountLetter",
         CASE WHEN v.id IS NOT NULL THEN jsonb_build_object(
           'id', v.id, 'workspace', w.name, 'by', v.by, 'expiresAt', weir.instant(v.expires_at),
           'isUsed', v.accepted_at IS NOT NULL, 'isRevoked', v.revoked_at IS NOT NULL) END AS invitation,
         CASE WHEN m.guest_id IS NOT NULL THEN jsonb_build_object(
           'guestId', m.guest_id, 'linkAt', weir.instant(g.link_at), 'workspace', w.name) END AS "guestLink",
         CASE WHEN gw.id IS NOT NULL THEN jsonb_build_object(
           'id', gw.id, 'at', weir.instant(gw.at), 'expiresAt', weir.instant(gw.expires_at), 'isNotified', gw.notified_at IS NOT NULL,
           'isOld', m.at < coalesce(gw.notified_at, gw.at), 'board', gw.board, 'boardKey', gw.board_key, 'timeZone', gw.time_zone,
           'formId', gw.form_id) END AS "guestWait",
         CASE WHEN m.digest_week IS NOT NULL THEN jsonb_build_object(
           'userId', m.digest_user_id, 'week', m.digest_week, 'isWanted', coalesce(weir.wants_digest(s, u), false),
           'boardIds', (SELECT coalesce(jsonb_agg(b.id), '[]')
                          FROM (SELECT x.id FROM boards x
                                 WHERE x.workspace_id = m.workspace_id AND x.archived_at IS NULL ORDER BY x.key LIMIT 50) b)) END AS digest
    FROM claimed m
    LEFT JOIN workspaces w          ON w.id = m.workspace_id
    LEFT JOIN notices n             ON n.workspace_id = m.workspace_id AND n.id = m.notice_id
    LEFT JOIN weir.notice_documents d ON d.workspace_id = m.workspace_id AND d.id = m.notice_id
    LEFT JOIN memberships s         ON s.workspace_id = m.workspace_id AND s.user_id = coalesce(d.user_id, m.digest_user_id) AND s.left_at IS NULL
    LEFT JOIN users u               ON u.id = s.user_id
    LEFT JOIN guests g              ON g.workspace_id = m.workspace_id AND g.id = coalesce(d.guest_id, m.guest_id)
                                   AND g.email <> weir.erased_address(g.id)
    LEFT JOIN requests r            ON r.workspace_id = n.workspace_id AND r.board_id = n.board_id AND r.id = n.request_id
                                   AND r.guest_id = n.guest_id
    LEFT JOIN form_asks f           ON f.workspace_id = m.workspace_id AND f.board_id = m.form_board_id AND f.id = m.form_ask_id
    LEFT JOIN LATERAL (
      SELECT gw.*, gb.name AS board, gb.key AS board_key, gi.time_zone, gi.form_id
        FROM guest_waits gw
        JOIN boards gb  ON gb.workspace_id = gw.workspace_id AND gb.id = gw.board_id
        JOIN intakes gi ON gi.workspace_id = gw.workspace_id AND gi.board_id = gw.board_id
       WHERE gw.workspace_id = m.workspace_id AND gw.board_id = m.form_board_id AND gw.id = m.guest_wait_id
         AND gw.email <> weir.erased_address(gw.id)) gw ON true
    LEFT JOIN LATERAL (
      SELECT c.*, cu.email, cu.language, cu.time_zone
        FROM email_confirmations c JOIN users cu ON cu.id = c.user_id
       WHERE c.id = m.confirmation_id) c ON true
    LEFT JOIN LATERAL (
      SELECT a.*, coalesce(o.language, au.language) AS language, coalesce(o.time_zone, au.time_zone) AS time_zone, o.id IS NOT NULL AS is_taken
        FROM account_letters a
        JOIN users au     ON au.id = a.user_id OR (a.user_id IS NULL AND au.email = a.email)
        LEFT JOIN users o ON o.email = a.email AND o.id <> au.id
       WHERE a.id = m.account_letter_id) a ON true
    LEFT JOIN LATERAL (
      SELECT v.*, coalesce(vu.language, o.language) AS language, vu.time_zone,
             CASE WHEN o.id IS NOT NULL THEN jsonb_build_object('name', o.name, 'role', vm.role) END AS by
        FROM invitations v
        LEFT JOIN memberships vm ON vm.workspace_id = v.workspace_id AND vm.user_id = v.created_by AND vm.left_at IS NULL
        LEFT JOIN users o        ON o.id = vm.user_id
        LEFT JOIN users vu       ON vu.email = v.email
       WHERE v.workspace_id = m.workspace_id AND v.id = m.invitation_id) v ON true
    LEFT JOIN intakes i             ON i.workspace_id = f.workspace_id AND i.board_id = f.board_id`;

type Name = { workspaceId: string; id: string };

@Injectable()
export class MailRepository {
  constructor(private readonly pool: Pool) {}

  /** Null if no mail is due. No other instance claims it before `leasedTo`. */
  async claim(now: Date, leasedTo: Date): Promise<ClaimedMail | null> {
    const values = [now, leasedTo];
    const query = { name: 'mail claim', text: claimStatement, values };
    const { rows } = await this.pool.query<ClaimedMail>(query);
    return rows[0] ?? null;
  }

  /** Takes the mail's place under its mailbox's cap. Null, or when there may be one. */
  async take(mail: ClaimedMail, email: string, now: Date): Promise<Date | null> {
    const cap = capOf(mail);
    if (!cap) return null;
    const { workspaceId, id, source } = mail;
    const { perHour, perDay } = cap;
    const { rows } = await this.pool.query<{ freeAt: Date | null }>(
      'SELECT weir.take_mail($1, $2, $3, $4, $5, $6, $7) AS "freeAt"',
      [workspaceId, id, email, source, perHour, perDay, now],
    );
    return rows[0]?.freeAt ?? null;
  }

  async hold({ workspaceId, id }: Name, { now, dueAt }: { now: Date; dueAt: Date }): Promise<void> {
    await this.pool.query(
      `UPDATE mails SET held_at = coalesce(held_at, $3), due_at = $4
        WHERE workspace_id = $1 AND id = $2 AND sent_at IS NULL AND failed_at IS NULL`,
      [workspaceId, id, now, dueAt],
    );
  }

  async sent({ workspaceId, id }: Name, at: Date): Promise<void> {
    await this.pool.query(
      `UPDATE mails SET sent_at = $3, due_at = NULL, error = NULL, attempts = attempts + 1
        WHERE workspace_id = $1 AND id = $2 AND sent_at IS NULL AND failed_at IS NULL`,
      [workspaceId, id, at],
    );
  }

  /** Remembers of a guest whether their mail server takes our mails: `refusedAt`, or null. The team sees it. */
  async markGuest({ workspaceId, id }: Name, refusedAt: Date | null): Promise<void> {
    await this.pool.query(
      `UPDATE guests SET undeliverable_at = $3
        WHERE workspace_id = $1 AND id = $2 AND erased_at IS NULL AND (undeliverable_at IS NULL) <> ($3::timestamptz IS NULL)`,
      [workspaceId, id, refusedAt],
    );
  }

  /** Does nothing if the lease has ended and another instance has claimed the mail. */
  async tryAgain(
    { workspaceId, id }: Name,
    { leasedTo, dueAt, error, counts }: { leasedTo: Date; dueAt: Date; error: string; counts: boolean },
  ): Promise<void> {
    await this.pool.query(
      `UPDATE mails SET due_at = $4, error = $5, attempts = attempts + $6::boolean::int
        WHERE workspace_id = $1 AND id = $2 AND due_at = $3`,
      [workspaceId, id, leasedTo, dueAt, error, counts],
    );
  }

  async giveUp({ workspaceId, id }: Name, { at, error }: { at: Date; error: string }): Promise<void> {
    await this.pool.query(
      `UPDATE mails SET failed_at = $3, due_at = NULL, error = $4
        WHERE workspace_id = $1 AND id = $2 AND sent_at IS NULL AND failed_at IS NULL`,
      [workspaceId, id, at, error],
    );
  }
}
