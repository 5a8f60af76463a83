import { Injectable } from '@nestjs/common';
import type {
  ImportFormat,
  ImportOutlook,
  ImportPlan,
  ImportProblem,
  ImportProgress,
  ImportSource,
  ImportState,
} from '@weir/contract';
import { Prisma } from '@weir/prisma';
import { Pool } from '../database/pool.js';
import { Database, type Tx } from '../database/prisma.js';
import type { Outcome } from './outcomes.js';
import type { CardFacts, CardLists, SourceRecord } from './source/source-card.js';

export type ImportIds = { workspaceId: string; importId: string };

export type ImportRow = {
  id: string;
  name: string;
  format: ImportFormat;
  state: ImportState;
  by: { id: string; name: string };
  at: Date;
  source: ImportSource;
  plan: ImportPlan;
  outlook: ImportOutlook | null;
  board: { id: string; key: string; name: string } | null;
  total: number;
  processed: number;
  problem: ImportProblem | null;
};

/** A card of the file, or a row of a table. `parts`: lists of the card that the file has elsewhere. */
export type KeptCard = { place: number; ref: string } & (
  | { kind: 'card'; record: CardFacts & Partial<CardLists>; parts: Partial<CardLists>[] }
  | { kind: 'row'; record: string[]; parts: null }
);

type Counts = Omit<ImportProgress, 'total' | 'processed'>;

const columns = Prisma.sql`
  i.id, i.name, i.format, i.state::text AS state, jsonb_build_object('id', i.created_by, 'name', u.name) AS by, i.created_at AS at,
  i.source, i.plan, i.outlook, i.total, i.processed, i.problem,
  CASE WHEN b.id IS NOT NULL THEN jsonb_build_object('id', b.id, 'key', b.key, 'name', b.name) END AS board`;
const joins = Prisma.sql`
  JOIN users u ON u.id = i.created_by
  LEFT JOIN boards b ON b.workspace_id = i.workspace_id AND b.id = i.board_id`;

@Injectable()
export class ImportsRepository {
  constructor(
    private readonly database: Database,
    private readonly pool: Pool,
  ) {}

  /** The bytes of the archives that are kept for imports of the workspace. */
  async archivedBytes(workspaceId: string): Promise<number> {
    const [row] = await this.database.$queryRaw<{ bytes: number }[]>`
      SELECT coalesce(sum((i.source ->> 'archiveBytes')::bigint), 0)::float8 AS bytes FROM imports i
       WHERE i.workspace_id = ${workspaceId}::uuid AND i.state <> 'done'`;
    return row?.bytes ?? 0;
  }

  /** Newest first. */
  list(workspaceId: string): Promise<ImportRow[]> {
    return this.database.$queryRaw<ImportRow[]>`
      SELECT ${columns} FROM imports i ${joins}
       WHERE i.workspace_id = ${workspaceId}::uuid AND i.state <> 'reading'
       ORDER BY i.created_at DESC, i.id DESC`;
  }

  async find(
    { workspaceId, importId }: ImportIds,
    tx: Pick<Tx, '$queryRaw'> = this.database,
  ): Promise<ImportRow | null> {
    const [row] = await tx.$queryRaw<ImportRow[]>`
      SELECT ${columns} FROM imports i ${joins}
       WHERE i.workspace_id = ${workspaceId}::uuid AND i.id = ${importId}::uuid AND i.state <> 'reading'`;
    return row ?? null;
  }

  async create(
    tx: Tx,
    { workspaceId, importId }: ImportIds,
    name: string,
    by: string,
    now: Date,
  ): Promise<void> {
    await tx.import.create({
      data: { workspaceId, id: importId, name, format: 'csv', createdBy: by, createdAt: now },
    });
  }

  /** Adds records after the first `kept` ones. */
  async addRecords(
    { workspaceId, importId }: ImportIds,
    records: readonly SourceRecord[],
    kept: number,
  ): Promise<void> {
    const rows = records.map(({ kind, ref, record }, at) => ({ n: kept + at + 1, kind, ref, record }));
    await this.pool.query(
      `INSERT INTO import_records (workspace_id, import_id, n, kind, ref, record)
       SELECT $1, $2, r.n, r.kind, r.ref, r.record
         FROM jsonb_to_recordset($3::jsonb) r (n integer, kind text, ref text, record jsonb)`,
      [workspaceId, importId, JSON.stringify(rows)],
    );
  }

  /**
   * Orders the cards by their positions in the source, and those without one by the file. Requests come before them. Without
   * statistics PostgreSQL expects one row, and would compare each row with every other one.
   */
  async place({ workspaceId, importId }: ImportIds): Promise<void> {
    await this.database.$transaction([
      this.database.$queryRawUnsafe(this.pool.longerBounds),
      this.database.$executeRaw`SET LOCAL enable_nestloop = off`,
      this.database.$executeRaw`
        UPDATE import_records r SET place = o.place
          FROM (SELECT c.n, row_number() OVER (ORDER BY c.kind = 'exportedCard', (c.record ->> 'position')::float8 NULLS LAST, c.n) AS place
                  FROM import_records c
                 WHERE c.workspace_id = ${workspaceId}::uuid AND c.import_id = ${importId}::uuid
                   AND c.kind IN ('card', 'row', 'exportedRequest', 'exportedCard')) o
         WHERE r.workspace_id = ${workspaceId}::uuid AND r.import_id = ${importId}::uuid AND r.n = o.n`,
    ]);
  }

  /** Makes it visible: everyone with the role sees it from now on. */
  async setReady(
    { workspaceId, importId }: ImportIds,
    { format, source, plan, outlook }: Pick<ImportRow, 'format' | 'source' | 'plan' | 'outlook'>,
  ): Promise<void> {
    const requests = (source.boards ?? []).reduce((sum, board) => sum + board.requests, 0);
    const total = source.cards + requests;
    await this.database.import.update({
      where: { workspaceId_id: { workspaceId, id: importId } },
      data: { format, source, plan, outlook: outlook ?? Prisma.DbNull, total, state: 'ready' },
    });
  }

  /** Returns false if the import has already started. */
  async setPlan(
    { workspaceId, importId }: ImportIds,
    row: Pick<ImportRow, 'source' | 'plan' | 'outlook'>,
  ): Promise<boolean> {
    const { count } = await this.database.import.updateMany({
      where: { workspaceId, id: importId, state: 'ready' },
      data: { ...row, outlook: row.outlook ?? Prisma.DbNull },
    });
    return count === 1;
  }

  /** The running imports of all workspaces that are not archived, the oldest first. */
  running(): Promise<ImportIds[]> {
    return this.database.$queryRaw<ImportIds[]>`
      SELECT i.workspace_id AS "workspaceId", i.id AS "importId"
        FROM imports i
        JOIN workspaces w ON w.id = i.workspace_id AND w.archived_at IS NULL
       WHERE i.state = 'running'
       ORDER BY i.started_at, i.id`;
  }

  /** Starts it, or starts it again after it stopped. */
  async setRunning(
    { workspaceId, importId }: ImportIds,
    { boardId, plan }: { boardId: string | null; plan: ImportPlan },
    { by, now }: { by: string; now: Date },
  ): Promise<void> {
    await this.database.$transaction([
      this.database.$queryRaw`SELECT weir.set_writer(${by}::uuid, ${now})`,
      this.database.import.updateMany({
        where: { workspaceId, id: importId, state: { in: ['ready', 'stopped'] } },
        data: { state: 'running', boardId, plan, startedAt: now, problem: null },
      }),
    ]);
  }

  async stop({ workspaceId, importId }: ImportIds, problem: ImportProblem, now: Date): Promise<void> {
    await this.database.import.updateMany({
      where: { workspaceId, id: importId, state: 'running' },
      data: { state: 'stopped', problem, finishedAt: now },
    });
  }

  /** Deletes the content of the file. The report stays. */
  async finish({ workspaceId, importId }: ImportIds, now: Date): Promise<void> {
    const where = { workspaceId, importId };
    await this.database.$transaction([
      this.database.$queryRawUnsafe(this.pool.longerBounds),
      this.database.importRecord.deleteMany({ where: { ...where, place: null } }),
      this.database.importRecord.updateMany({ where, data: { record: {} } }),
      this.database.import.updateMany({
        where: { workspaceId, id: importId, state: 'running' },
        data: { state: 'done', finishedAt: now },
      }),
    ]);
  }

  /** Returns false if it does not exist or runs. */
  async remove({ workspaceId, importId }: ImportIds): Promise<boolean> {
    const { count } = await this.database.import.deleteMany({
      where: { workspaceId, id: importId, state: { not: 'running' } },
    });
    return count === 1;
  }

  /** All cards of the file in their order, some at a time. */
  async *cards(ids: ImportIds, size = 500): AsyncGenerator<KeptCard[]> {
    for (let last = 0; ; ) {
      const page = await this.page(ids, last, size);
      if (page.length === 0) return;
      yield page;
      last = page.at(-1)?.place ?? last;
    }
  }

  async page({ workspaceId, importId }: ImportIds, after: number, size: number): Promise<KeptCard[]> {
    return this.database.$queryRaw<KeptCard[]>`
      SELECT r.place, r.kind, r.ref, r.record,
             (SELECT coalesce(jsonb_agg(p.record ORDER BY p.n), '[]') FROM import_records p
               WHERE p.workspace_id = r.workspace_id AND p.import_id = r.import_id AND p.ref = r.ref AND p.kind = 'part'
                 AND r.kind = 'card') AS parts
        FROM import_records r
       WHERE r.workspace_id = ${workspaceId}::uuid AND r.import_id = ${importId}::uuid AND r.place > ${after}
       ORDER BY r.place
       LIMIT ${size}::int`;
  }

  /** The progress of these imports, by their ids. */
  async progress(workspaceId: string, rows: readonly ImportRow[]): Promise<Map<string, ImportProgress>> {
    const counted = await this.database.$queryRaw<({ id: string } & Counts)[]>`
      SELECT i.id,
             count(*) FILTER (WHERE o.result = 'created')::int AS created,
             count(*) FILTER (WHERE o.result = 'created' AND o.is_queued)::int AS "inQueue",
             count(*) FILTER (WHERE o.result = 'exists')::int AS existing,
             count(*) FILTER (WHERE o.result = 'leftOut')::int AS "leftOut",
             count(*) FILTER (WHERE o.result = 'refused')::int AS refused
        FROM unnest(${rows.map(({ id }) => id)}::uuid[]) i (id)
        LEFT JOIN LATERAL (
          SELECT r.outcome ->> 'result' AS result, r.outcome ? 'wantedId' AS is_queued FROM import_records r
           WHERE r.workspace_id = ${workspaceId}::uuid AND r.import_id = i.id AND r.place IS NOT NULL) o ON true
       GROUP BY i.id`;
    const counts = new Map(counted.map(({ id, ...each }) => [id, each]));
    return new Map(
      rows.map(({ id, total, processed }) => [id, { total, processed, ...(counts.get(id) as Counts) }]),
    );
  }

  /** The outcomes of the cards in their order, some at a time. */
  async *outcomes(
    { workspaceId, importId }: ImportIds,
    size = 1000,
  ): AsyncGenerator<(Outcome & { ref: string })[]> {
    for (let last = 0; ; ) {
      const rows = await this.database.$queryRaw<(Outcome & { ref: string })[]>`
        SELECT r.place, o.*, COALESCE(o."sourceId", r.ref) AS ref
          FROM import_records r,
               jsonb_to_record(r.outcome) o ("sourceId" text, result text, title text, number integer, "columnId" uuid, "wantedId" uuid, code text,
                                             cap text, max integer, notes jsonb, board text, "isRequest" boolean)
         WHERE r.workspace_id = ${workspaceId}::uuid AND r.import_id = ${importId}::uuid AND r.outcome IS NOT NULL
           AND r.place > ${last}
         ORDER BY r.place
         LIMIT ${size}::int`;
      if (rows.length === 0) return;
      yield rows;
      last = rows.at(-1)?.place ?? last;
    }
  }
}
