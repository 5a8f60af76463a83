import { Injectable } from '@nestjs/common';
import type { WorkingHours } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import { Pool } from '../../database/pool.js';
import type { Tx } from '../../database/prisma.js';
import type { Linked } from '../../http/signed-links.js';

/** A requester without an account, whose address is confirmed. */
export type Guest = {
  workspaceId: string;
  workspaceSlug: string;
  id: string;
  name: string;
  email: string;
  /** When their link was renewed; null for the first. */
  linkAt: Date | null;
  /**
   * Whether their link is valid: a request of theirs waits or is worked on, or something that they were promised or notified
   * of, or their new link, is later than an instant.
   */
  isActive: boolean;
  isWorkspaceArchived: boolean;
  /** Changes with every event of the boards that have a request of theirs. */
  seqs: string;
};
export type GuestBoard = {
  id: string;
  key: string;
  name: string;
  timeZone: string;
  archived: boolean;
  answerWithinHours: number;
  workingHours: WorkingHours | null;
};
export type GuestBoardWithForm = GuestBoard & { isFormOn: boolean };
export type RequestOfGuest = { boardId: string; number: number; board: GuestBoard };

/** Of the guest g, for the instant $3: see `isActive`. */
const isActive = `(
           g.link_at > $3
        OR EXISTS (SELECT FROM notices n WHERE n.workspace_id = g.workspace_id AND n.guest_id = g.id AND n.at > $3)
        OR EXISTS (SELECT FROM requests r
                    WHERE r.workspace_id = g.workspace_id AND r.guest_id = g.id
                      AND (r.answered_at IS NULL OR r.answered_at > $3
                           OR EXISTS (SELECT FROM answers a
                                       WHERE a.workspace_id = r.workspace_id AND a.board_id = r.board_id AND a.request_id = r.id
                                         AND a.until > $3::date)
                           OR EXISTS (SELECT FROM displacements d
                                       WHERE d.workspace_id = r.workspace_id AND d.board_id = r.board_id
                                         AND d.displaced_request_id = r.id AND d.until > $3::date)
                           OR EXISTS (SELECT FROM cards c
                                       WHERE c.workspace_id = r.workspace_id AND c.board_id = r.board_id AND c.request_id = r.id
                                         AND c.delivered_at IS NULL AND c.archived_at IS NULL))))`;

const guestStatement = `
  SELECT g.workspace_id AS "workspaceId", w.slug AS "workspaceSlug", g.id, g.name, g.email, g.link_at AS "linkAt",
         ${isActive} AS "isActive", w.archived_at IS NOT NULL AS "isWorkspaceArchived",
         (SELECT coalesce(string_agg(k.board_id || ' ' || k.seq, ',' ORDER BY k.board_id), '') FROM board_clock k
           WHERE k.workspace_id = g.workspace_id
             AND k.board_id IN (SELECT r.board_id FROM requests r WHERE r.workspace_id = g.workspace_id AND r.guest_id = g.id)) AS seqs
    FROM guests g JOIN workspaces w ON w.id = g.workspace_id
   WHERE g.workspace_id = $1 AND g.id = $2 AND g.erased_at IS NULL`;

/** Of two at once, the second waits for the guest’s row, finds the renewed link, and sends the same. */
const mailLinkStatement = `
  WITH guest AS (
    UPDATE guests g SET link_at = CASE WHEN ${isActive} THEN g.link_at ELSE $4 END
     WHERE g.workspace_id = $1 AND g.id = $2 AND g.erased_at IS NULL
    RETURNING g.workspace_id, g.id)
  INSERT INTO mails (workspace_id, id, guest_id, at, due_at)
  SELECT workspace_id, $5, id, $4, $4 FROM guest
  RETURNING id`;

/**
 * The guest of a form: one address is one guest of a workspace. The name and the language are those of their last form; each
 * request keeps the name that it came with. Who confirms a form wants its mails. The form is locked: one that was erased
 * meanwhile names nobody, and what is saved before it is erased is erased with it.
 */
const saveStatement = `
  INSERT INTO guests AS g (workspace_id, id, email, name, created_at, language)
  SELECT f.workspace_id, $3::uuid, f.email, f.name, $4::timestamptz, f.language FROM form_asks f
   WHERE f.workspace_id = $1 AND f.id = $2 AND f.email <> weir.erased_address(f.id)
     FOR SHARE
  ON CONFLICT (workspace_id, email) DO UPDATE
    SET name = excluded.name, language = coalesce(excluded.language, g.language), mails_off_at = NULL, undeliverable_at = NULL
  RETURNING g.id`;

const boardStatement = `
  SELECT b.id, b.key, b.name, i.time_zone AS "timeZone", b.archived_at IS NOT NULL AS archived,
         i.answer_within_hours AS "answerWithinHours", i.working_hours AS "workingHours",
         i.form_id IS NOT NULL AS "isFormOn"
    FROM boards b JOIN intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
   WHERE b.workspace_id = $1 AND b.key = $2`;

const listStatement = `
  SELECT r.board_id AS "boardId", r.number, jsonb_build_object(
           'id', b.id, 'key', b.key, 'name', b.name, 'timeZone', i.time_zone, 'archived', b.archived_at IS NOT NULL,
           'answerWithinHours', i.answer_within_hours, 'workingHours', i.working_hours) AS board
    FROM requests r
    JOIN boards b  ON b.workspace_id = r.workspace_id AND b.id = r.board_id
    JOIN intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
   WHERE r.workspace_id = $1 AND r.guest_id = $2
   ORDER BY r.submitted_at DESC, r.board_id, r.number DESC
   LIMIT 50`;

const ofRequestStatement = `
  SELECT r.guest_id AS "guestId", r.number FROM requests r
   WHERE r.workspace_id = $1 AND r.board_id = $2 AND r.id = $3 AND r.guest_id IS NOT NULL`;

const ofFormStatement = `
  SELECT r.workspace_id AS "workspaceId", r.guest_id AS id
    FROM form_asks f
    JOIN requests r ON r.workspace_id = f.workspace_id AND r.board_id = f.board_id AND r.id = f.request_id
   WHERE f.workspace_id = $1 AND f.id = $2 AND r.guest_id IS NOT NULL`;

@Injectable()
export class GuestsRepository {
  constructor(private readonly pool: Pool) {}

  async find({ workspaceId, id }: { workspaceId: string; id: string }, since: Date): Promise<Guest | null> {
    return this.one<Guest>('guest', guestStatement, [workspaceId, id, since]);
  }

  /** An e-mail with their link, which is renewed if it has expired. Nothing if there is no such guest. */
  async mailLink(
    { workspaceId, id }: { workspaceId: string; id: string },
    { since, now }: { since: Date; now: Date },
  ): Promise<void> {
    await this.one('mail-guest-link', mailLinkStatement, [workspaceId, id, since, now, uuid()]);
  }

  /** The guest who confirmed a form; null if nobody did. */
  async ofForm({ workspaceId, id }: Linked): Promise<Linked | null> {
    return this.one<Linked>('guest-of-form', ofFormStatement, [workspaceId, id]);
  }

  /** Whether there was such a guest who had their data deleted. */
  async isErased({ workspaceId, id }: { workspaceId: string; id: string }): Promise<boolean> {
    const text = 'SELECT 1 FROM guests WHERE workspace_id = $1 AND id = $2 AND erased_at IS NOT NULL';
    return (await this.one('is-erased-guest', text, [workspaceId, id])) !== null;
  }

  /** Erases a guest. Returns the boards that it changed. */
  async erase(tx: Tx, { workspaceId, id }: Guest, now: Date): Promise<string[]> {
    const [erased] = await tx.$queryRaw<{ boards: string[] }[]>`
      SELECT to_jsonb(weir.erase_guest(${workspaceId}::uuid, ${id}::uuid, ${now}::timestamptz)) AS boards`;
    return erased?.boards ?? [];
  }

  /** The guest of a form whose address is confirmed; null if it was erased meanwhile. */
  async save({ workspaceId, id }: { workspaceId: string; id: string }, now: Date): Promise<string | null> {
    const saved = await this.one<{ id: string }>('save-guest', saveStatement, [workspaceId, id, uuid(), now]);
    return saved?.id ?? null;
  }

  async board({ workspaceId }: { workspaceId: string }, key: string): Promise<GuestBoardWithForm | null> {
    return this.one<GuestBoardWithForm>('board-of-guest', boardStatement, [workspaceId, key]);
  }

  /** Their 50 newest requests, over all boards of the workspace. */
  async requests({ workspaceId, id }: Guest): Promise<RequestOfGuest[]> {
    const values = [workspaceId, id];
    return (await this.pool.query({ name: 'requests-of-guest', text: listStatement, values })).rows;
  }

  async byRequest(
    { workspaceId, boardId }: { workspaceId: string; boardId: string },
    requestId: string,
  ): Promise<{ guestId: string; number: number } | null> {
    return this.one('guest-of-request', ofRequestStatement, [workspaceId, boardId, requestId]);
  }

  private async one<Row extends object>(name: string, text: string, values: unknown[]): Promise<Row | null> {
    return (await this.pool.query<Row>({ name, text, values })).rows[0] ?? null;
  }
}
