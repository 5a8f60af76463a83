import { Injectable } from '@nestjs/common';
import type { ExportedBoard, ExportedCard } from '@weir/contract/workspace-exports';
import { Prisma } from '@weir/prisma';
import { Database, type Tx } from '../../database/prisma.js';
import { startEvent } from '../../writes/board-writer.js';
import type { ImportIds } from '../imports.repository.js';
import type { ExportedRecord } from '../source/source-card.js';
import type { BoardRows } from './board-rows.js';
import type { MappedRequest } from './mapped-records.js';

export type PlacedRecord = { place: number } & Extract<
  ExportedRecord,
  { kind: 'exportedRequest' | 'exportedCard' }
>;
type Kind = ExportedRecord['kind'];
type RecordOf<Of extends Kind> = Extract<ExportedRecord, { kind: Of }>['record'];
/** The actor of the events of inserted rows: the person who imports. */
type Writer = { by: string; now: Date };

/** The records of an export, and the rows that they become. */
@Injectable()
export class WorkspaceRepository {
  constructor(private readonly database: Database) {}

  /** All records of a kind that has few, in the order of the file. */
  async records<Of extends Kind>({ workspaceId, importId }: ImportIds, kind: Of): Promise<RecordOf<Of>[]> {
    const rows = await this.database.$queryRaw<{ record: RecordOf<Of> }[]>`
      SELECT r.record FROM import_records r
       WHERE r.workspace_id = ${workspaceId}::uuid AND r.import_id = ${importId}::uuid AND r.kind = ${kind}
       ORDER BY r.n`;
    return rows.map(({ record }) => record);
  }

  /** Requests and cards in their turn. */
  page({ workspaceId, importId }: ImportIds, after: number, size: number): Promise<PlacedRecord[]> {
    return this.database.$queryRaw<PlacedRecord[]>`
      SELECT r.place, r.kind, r.ref, r.record FROM import_records r
       WHERE r.workspace_id = ${workspaceId}::uuid AND r.import_id = ${importId}::uuid AND r.place > ${after}
       ORDER BY r.place LIMIT ${size}::int`;
  }

  /** The cards of the file that are here and have attachments, in their order. */
  cardsWithFiles(
    { workspaceId, importId }: ImportIds,
    after: number,
    size: number,
  ): Promise<CardWithFiles[]> {
    return this.database.$queryRaw<CardWithFiles[]>`
      SELECT r.place, r.ref, r.record ->> 'boardId' AS "boardRef", r.record -> 'attachments' AS attachments FROM import_records r
       WHERE r.workspace_id = ${workspaceId}::uuid AND r.import_id = ${importId}::uuid AND r.place > ${after}
         AND r.kind = 'exportedCard' AND jsonb_array_length(r.record -> 'attachments') > 0
         AND r.outcome ->> 'result' IN ('created', 'exists')
       ORDER BY r.place LIMIT ${size}::int`;
  }

  /** Those of these attachments that are here, from an earlier import or an earlier run. */
  async attachments(workspaceId: string, ids: readonly string[]): Promise<Set<string>> {
    const found = await this.database.attachment.findMany({
      where: { workspaceId, id: { in: [...ids] } },
      select: { id: true },
    });
    return new Set(found.map(({ id }) => id));
  }

  /** The boards with these ids that are here, from an earlier import. */
  async boards(workspaceId: string, ids: readonly string[]): Promise<Map<string, { key: string }>> {
    const boards = await this.database.board.findMany({
      where: { workspaceId, id: { in: [...ids] } },
      select: { id: true, key: true },
    });
    return new Map(boards.map(({ id, key }) => [id, { key }]));
  }

  async roles(workspaceId: string): Promise<Map<string, string>> {
    const members = await this.database.membership.findMany({
      where: { workspaceId, leftAt: null },
      select: { userId: true, role: true },
    });
    return new Map(members.map(({ userId, role }) => [userId, role]));
  }

  /**
   * Makes a board with everything except its cards and requests. Its first event is that of a new board. The rest is written as
   * rows, and the database records their events.
   */
  async createBoard(
    tx: Tx,
    { by, now }: Writer,
    { workspaceId, key }: { workspaceId: string; key: string },
    { name, archivedAt, overrideBudget, classPolicies, serviceLevels }: ExportedBoard,
    rows: BoardRows,
  ): Promise<void> {
    const { boardId, policy } = rows;
    const ids = { workspaceId, boardId };
    await tx.board.create({
      data: { workspaceId, id: boardId, key, name, createdAt: rows.createdAt, createdBy: rows.createdBy },
    });
    await tx.boardClock.create({ data: ids });
    const { seq, at } = await startEvent(tx, ids, now);
    await tx.intake.create({
      data: {
        ...ids,
        ...policy,
        workingHours: policy.workingHours ?? Prisma.DbNull,
        rest: policy.rest ?? Prisma.DbNull,
      },
    });
    await tx.column.createMany({ data: rows.columns.map((column) => ({ ...ids, ...column })) });
    const columns = rows.columns.map(({ id, position: _, ...to }) => ({ column: id, to }));
    const changes = [{ board: key, to: { name, intake: policy } }, ...columns];
    await tx.event.create({ data: { ...ids, seq, type: 'board.created', at, actorId: by, changes } });
    await tx.$queryRaw`SELECT set_config('weir.own_event', '', true)`;
    await this.setWriter(tx, { by, now });

    const ofBoard = <Row extends object>(each: readonly Row[]) => each.map((row) => ({ ...ids, ...row }));
    await tx.intake.update({ where: { workspaceId_boardId: ids }, data: rows.intake });
    await tx.swimlane.createMany({ data: ofBoard(rows.swimlanes) });
    await tx.label.createMany({ data: ofBoard(rows.labels) });
    await tx.customField.createMany({ data: ofBoard(rows.fields) });
    await tx.fieldOption.createMany({ data: ofBoard(rows.options) });
    await tx.wipLimit.createMany({ data: ofBoard(rows.limits) });
    await tx.answerTemplate.createMany({
      data: ofBoard(rows.answerTemplates.map((row) => ({ ...row, createdAt: at }))),
    });
    await tx.cardTemplate.createMany({ data: ofBoard(rows.cardTemplates) });
    await tx.recurringCard.createMany({ data: ofBoard(rows.recurringCards) });
    await tx.board.update({
      where: { workspaceId_id: { workspaceId, id: boardId } },
      data: { overrideBudget, classPolicies, serviceLevels, archivedAt },
    });
  }

  /** Limits of people across the workspace. Where a person has one already, that one stays. */
  async addPersonLimits(tx: Tx, writer: Writer, limits: Prisma.PersonLimitCreateManyInput[]): Promise<void> {
    await this.setWriter(tx, writer);
    await tx.personLimit.createMany({ data: limits, skipDuplicates: true });
  }

  /**
   * Adds requesters who are not here as guests without an address, as far as the workspace can have more. They get no mail. Returns
   * those who are here then.
   */
  async addGuests(
    tx: Tx,
    workspaceId: string,
    requests: readonly MappedRequest[],
    { max, now }: { max: number; now: Date },
  ): Promise<Set<string>> {
    const guests = requests.flatMap(({ guestId, guestName }) =>
      guestId ? [{ id: guestId, name: guestName }] : [],
    );
    await tx.$executeRaw`
      INSERT INTO guests (workspace_id, id, email, name, created_at, mails_off_at)
      SELECT DISTINCT ON (g.id) ${workspaceId}::uuid, g.id, weir.erased_address(g.id), g.name, ${now}::timestamptz, ${now}::timestamptz
        FROM jsonb_to_recordset(${JSON.stringify(guests)}::jsonb) g (id uuid, name text)
       WHERE NOT EXISTS (SELECT FROM guests o WHERE o.workspace_id = ${workspaceId}::uuid AND o.id = g.id)
       ORDER BY g.id
       LIMIT greatest(0, ${max}::int - (SELECT count(*) FROM guests o WHERE o.workspace_id = ${workspaceId}::uuid))
      ON CONFLICT DO NOTHING`;
    const here = await tx.guest.findMany({
      where: { workspaceId, id: { in: guests.map(({ id }) => id) } },
      select: { id: true },
    });
    return new Set(here.map(({ id }) => id));
  }

  /** How many links these cards have, by their ids, without those of these ids. */
  async linksOf(
    workspaceId: string,
    cardIds: readonly string[],
    except: readonly string[],
  ): Promise<Map<string, number>> {
    const rows = await this.database.$queryRaw<{ card: string; links: number }[]>`
      SELECT l.card_id AS card, count(*)::int AS links FROM card_links l
       WHERE l.workspace_id = ${workspaceId}::uuid AND l.card_id = ANY (${[...cardIds]}::uuid[])
         AND l.id <> ALL (${[...except]}::uuid[])
       GROUP BY 1`;
    return new Map(rows.map(({ card, links }) => [card, links]));
  }

  /** Adds links whose cards are both here, if they are missing. Each is two rows of one statement; the database records events. */
  async addLinks(tx: Tx, writer: Writer, workspaceId: string, links: readonly MappedLink[]): Promise<void> {
    await this.setWriter(tx, writer);
    await tx.$executeRaw`
      WITH given AS (
        SELECT l.* FROM jsonb_to_recordset(${JSON.stringify(links)}::jsonb) l (
                 id uuid, "boardId" uuid, "cardId" uuid, kind link_kind, "otherBoardId" uuid, "otherCardId" uuid, "otherKind" link_kind)
          JOIN cards c ON c.workspace_id = ${workspaceId}::uuid AND c.board_id = l."boardId" AND c.id = l."cardId"
          JOIN cards o ON o.workspace_id = ${workspaceId}::uuid AND o.board_id = l."otherBoardId" AND o.id = l."otherCardId"
         WHERE NOT EXISTS (
           SELECT FROM card_links x
            WHERE x.workspace_id = ${workspaceId}::uuid AND x.board_id = l."boardId" AND x.card_id = l."cardId"
              AND x.kind = l.kind AND x.other_board_id = l."otherBoardId" AND x.other_card_id = l."otherCardId")
      )
      INSERT INTO card_links (workspace_id, board_id, card_id, id, kind, other_board_id, other_card_id, other_kind)
      SELECT ${workspaceId}::uuid, g."boardId", g."cardId", g.id, g.kind, g."otherBoardId", g."otherCardId", g."otherKind" FROM given g
       UNION ALL
      SELECT ${workspaceId}::uuid, g."otherBoardId", g."otherCardId", g.id, g."otherKind", g."boardId", g."cardId", g.kind FROM given g`;
  }

  /**
   * Adds missing waits within the cap, if both the waiting item and the request were imported. They get their current state, so the job
   * that settles waits changes nothing, and nobody is notified of changes from before the export. Returns the ids of the waits that exist.
   */
  async addWaits(
    tx: Tx,
    writer: Writer,
    workspaceId: string,
    { rows, max }: { rows: readonly MappedWait[]; max: number },
  ): Promise<ReadonlySet<string>> {
    await this.setWriter(tx, writer);
    await tx.$executeRaw`
      INSERT INTO request_waits (workspace_id, board_id, id, card_id, request_id, on_board_id, on_request_id, state, since, ended_at)
      SELECT (g.wait).workspace_id, (g.wait).board_id, (g.wait).id, (g.wait).card_id, (g.wait).request_id, (g.wait).on_board_id,
             (g.wait).on_request_id, (g.wait).state, (g.wait).since, (g.wait).ended_at
        FROM (SELECT ROW (${workspaceId}::uuid, w."boardId", w.id, w."cardId", w."requestId", n.board_id, n.request_id, n.state, w.since,
                          CASE WHEN NOT weir.is_wait_open(n.state) THEN coalesce(w."endedAt", ${writer.now}::timestamptz) END
                         )::request_waits AS wait,
                     row_number() OVER (PARTITION BY w."boardId", w."cardId", w."requestId" ORDER BY w.since, w.id) AS place
                FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) w (
                       id uuid, "boardId" uuid, "cardId" uuid, "requestId" uuid, "onBoardId" uuid, "onRequestId" uuid,
                       since timestamptz, "endedAt" timestamptz)
               CROSS JOIN LATERAL weir.awaited_now(${workspaceId}::uuid, w."onBoardId", w."onRequestId") n
               WHERE n.state IS NOT NULL
                 AND (EXISTS (SELECT FROM cards c
                               WHERE c.workspace_id = ${workspaceId}::uuid AND c.board_id = w."boardId" AND c.id = w."cardId")
                   OR EXISTS (SELECT FROM requests q
                               WHERE q.workspace_id = ${workspaceId}::uuid AND q.board_id = w."boardId" AND q.id = w."requestId"))) g
       WHERE NOT weir.waits_on_itself(g.wait)
         AND g.place <= ${max}::int - (
           SELECT count(*) FROM request_waits x
            WHERE x.workspace_id = ${workspaceId}::uuid AND x.board_id = (g.wait).board_id
              AND (x.card_id = (g.wait).card_id OR x.request_id = (g.wait).request_id))
      ON CONFLICT DO NOTHING`;
    const here = await tx.requestWait.findMany({
      where: { workspaceId, id: { in: rows.map(({ id }) => id) } },
      select: { id: true },
    });
    return new Set(here.map(({ id }) => id));
  }

  private async setWriter(tx: Tx, { by, now }: Writer): Promise<void> {
    await tx.$queryRaw`SELECT weir.set_writer(${by}::uuid, ${now})`;
  }
}

export type CardWithFiles = {
  place: number;
  ref: string;
  boardRef: string;
  attachments: ExportedCard['attachments'];
};

export type MappedWait = {
  id: string;
  boardId: string;
  cardId: string | null;
  requestId: string | null;
  onBoardId: string;
  onRequestId: string;
  since: string;
  endedAt: string | null;
};

export type MappedLink = {
  id: string;
  boardId: string;
  cardId: string;
  kind: string;
  otherBoardId: string;
  otherCardId: string;
  otherKind: string;
};
