import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import {
  daysOfImports,
  type Import,
  type ImportFormat,
  type ImportList,
  type ImportPlan,
  type ImportProgress,
  type ImportSource,
  type ImportSummary,
} from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { BoardsService } from '../boards/boards.service.js';
import { Clock } from '../clock.js';
import { fileName } from '../files/file-name.js';
import type { ReceivedFile } from '../files/file-store.js';
import { Receiving, tooLarge } from '../files/receiving.js';
import type { Access } from '../http/access/caller.js';
import { FairShares } from '../http/load/fair-shares.js';
import { networkOf } from '../http/network.js';
import { invalid, invalidAll } from '../http/problems/refusals.js';
import { ok, type Result, refuse, retryAfter } from '../result.js';
import { WorkspaceWriter } from '../writes/workspace-writer.js';
import { ImportArchivesService } from './archives.service.js';
import { type ImportIds, type ImportRow, ImportsRepository } from './imports.repository.js';
import { onBoard } from './planning/placing.js';
import { Summary } from './planning/summary.js';
import { type Importer, SurveyService } from './planning/survey.service.js';
import { type Archive, isArchive } from './reading/archive.js';
import { readFile } from './reading/read-file.js';
import { ImportRunsService } from './running/import-runs.service.js';
import { FileFault } from './source/fault.js';
import { TargetRepository } from './target.repository.js';
import { withFiles } from './workspace/archived-files.js';
import { ExportSummary } from './workspace/export-summary.js';
import { WorkspacePlanService } from './workspace/workspace-plan.service.js';

/** How many uploads this instance accepts at once: in all, and per person. */
const most = { arriving: 4, ofPerson: 1 };

/** An upload: its bytes, the announced number of bytes (0: unknown), and the sender’s address. */
export type NewFile = { name: string; body: Readable; announced: number; ip: string };

@Injectable()
export class ImportsService {
  private readonly arriving = new FairShares(most.arriving, most.ofPerson);

  constructor(
    private readonly repository: ImportsRepository,
    private readonly target: TargetRepository,
    private readonly survey: SurveyService,
    private readonly workspace: WorkspacePlanService,
    private readonly runs: ImportRunsService,
    private readonly receiving: Receiving,
    private readonly archives: ImportArchivesService,
    private readonly boards: BoardsService,
    private readonly workspaces: WorkspaceWriter,
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  async list({ workspaceId }: Access): Promise<Result<ImportList>> {
    const rows = await this.repository.list(workspaceId);
    return ok({ items: await this.summaries(workspaceId, rows) });
  }

  async read({ workspaceId }: Access, id: string): Promise<Result<Import>> {
    const row = await this.repository.find({ workspaceId, importId: id });
    return row ? ok(await this.document(workspaceId, row)) : refuse('not-found');
  }

  /** Reads a file and plans a new board for it. Nothing is imported yet. A file that can't be read leaves nothing behind. */
  async add(access: Access, file: NewFile, importer: Importer): Promise<Result<Import>> {
    const taker = { caller: access.userId, network: networkOf(file.ip) };
    const full = this.arriving.refusal(taker);
    if (full) return refuse(full === 'full' ? 'overloaded' : 'rate-limited', retryAfter.full);
    const giveBack = this.arriving.take(taker);
    try {
      const { maxBytes, maxArchiveBytes } = this.receiving;
      return await this.receiving.receive(
        file.body,
        file.announced,
        async (received) =>
          received.bytes > maxBytes && !isArchive(received.start)
            ? tooLarge(maxBytes)
            : this.keep(access, fileName(file.name), received, importer),
        maxArchiveBytes,
      );
    } finally {
      giveBack();
    }
  }

  private async keep(
    access: Access,
    name: string,
    received: ReceivedFile,
    importer: Importer,
  ): Promise<Result<Import>> {
    const ids = { workspaceId: access.workspaceId, importId: uuid() };
    const full = isArchive(received.start) ? await this.archives.refusal(ids, received.bytes) : null;
    if (full) return full;
    const made = await this.workspaces.write<null>(
      { workspaceId: access.workspaceId, key: null },
      async ({ tx, now }) => {
        await this.repository.create(tx, ids, name, access.userId, now);
        return ok(null);
      },
    );
    if (!made.ok) return made;
    try {
      const { format, source } = await this.archives.unpacked(ids, received, (file, archive) =>
        this.readInto(ids, file, archive),
      );
      if (isArchive(received.start)) source.archiveBytes = received.bytes;
      await this.repository.place(ids);
      const surveyed = source.boards
        ? await this.workspace.first(ids, source)
        : await this.survey.first(ids, format, source, name, importer);
      await this.repository.setReady(ids, { format, ...surveyed });
      return await this.read(access, ids.importId);
    } catch (error) {
      await this.repository.remove(ids);
      if (error instanceof FileFault) return invalid('file', error.code, error.params);
      throw error;
    }
  }

  private async readInto(
    ids: ImportIds,
    received: ReceivedFile,
    archive: Archive | null,
  ): Promise<{ format: ImportFormat; source: ImportSource }> {
    const summary = new Summary();
    const exported = new ExportSummary();
    let kept = 0;
    const { format, book } = await readFile(received, async (found) => {
      const records = withFiles(found, archive);
      for (const each of records) {
        if (each.kind === 'row') continue;
        if (each.kind !== 'card' && each.kind !== 'part') {
          exported.add(each);
          continue;
        }
        if (each.kind === 'card') summary.addCard(each.record);
        summary.addLists(each.record);
      }
      await this.repository.addRecords(ids, records, kept);
      kept += records.length;
    });
    if (archive && format !== 'weir') throw new FileFault('fileArchive');
    return { format, source: format === 'weir' ? exported.source(book) : summary.ofBook(book) };
  }

  /** Changes the plan before the import starts. */
  async change(access: Access, id: string, plan: ImportPlan, importer: Importer): Promise<Result<Import>> {
    const ids = { workspaceId: access.workspaceId, importId: id };
    const row = await this.repository.find(ids);
    if (!row) return refuse('not-found');
    const { target } = plan;
    const board =
      target.kind === 'existing' ? await this.target.board(access.workspaceId, { key: target.board }) : null;
    if (target.kind === 'existing' && (!board || board.archived)) return invalid('target.board', 'absent');
    const faults = await this.faultsOf(access, row, plan, board?.columns.map((column) => column.id) ?? []);
    if (faults.length > 0) return invalidAll(faults);
    if (row.state !== 'ready') return refuse('import-started');
    try {
      const surveyed = row.source.boards
        ? await this.workspace.changed(ids, row, plan)
        : await this.survey.changed(ids, row, plan, board, importer);
      if (!(await this.repository.setPlan(ids, surveyed))) return refuse('import-started');
      return await this.read(access, id);
    } catch (error) {
      if (error instanceof FileFault) return invalid('table.headers', error.code, error.params);
      throw error;
    }
  }

  private async faultsOf(
    access: Access,
    { id, source }: ImportRow,
    { target, people, table }: ImportPlan,
    columnIds: string[],
  ) {
    const ids = { workspaceId: access.workspaceId, importId: id };
    const members = new Set((await this.target.members(access.workspaceId)).map(({ id }) => id));
    const columns = target.kind === 'existing' ? target.columns : [];
    const headers = source.table?.headers.length ?? null;
    const isWorkspace = source.boards !== undefined;
    return [
      ...(isWorkspace === (target.kind === 'boards')
        ? []
        : [{ path: 'target.kind', code: 'notValid' as const }]),
      ...(target.kind === 'boards' ? await this.workspace.faults(ids, source, target.boards) : []),
      ...columns.flatMap(({ columnId }, at) =>
        columnIds.includes(columnId)
          ? []
          : [{ path: `target.columns.${at}.columnId`, code: 'notColumnOfBoard' as const }],
      ),
      ...people.flatMap(({ userId }, at) =>
        userId === null || members.has(userId)
          ? []
          : [{ path: `people.${at}.userId`, code: 'absent' as const }],
      ),
      ...((table?.headers.length ?? null) === headers
        ? []
        : [{ path: 'table.headers', code: 'notYourColumn' as const }]),
      ...(table && !table.headers.includes('title')
        ? [{ path: 'table.headers', code: 'noTitle' as const }]
        : []),
    ];
  }

  /** Makes the board, if it is a new one, and starts the import in the background. A repeated call changes nothing. */
  async start(access: Access, id: string): Promise<Result<Import>> {
    const ids = { workspaceId: access.workspaceId, importId: id };
    const row = await this.repository.find(ids);
    if (!row) return refuse('not-found');
    if (row.state === 'ready' || row.state === 'stopped') {
      const started = await this.boardFor(access, row);
      if (!started.ok) return started;
      await this.repository.setRunning(ids, started.value, { by: access.userId, now: this.clock.now() });
      this.runs.wake();
    }
    return this.read(access, id);
  }

  /** The board that the import fills, and the plan for it. A repeated call gets the board of the first one. */
  private async boardFor(
    access: Access,
    { id, source, plan, board }: ImportRow,
  ): Promise<Result<{ boardId: string | null; plan: ImportPlan }>> {
    if (board) return ok({ boardId: board.id, plan });
    const { target } = plan;
    if (target.kind === 'boards') {
      // The run makes them.
      const ids = { workspaceId: access.workspaceId, importId: id };
      const faults = await this.workspace.faults(ids, source, target.boards);
      return faults.length > 0 ? invalidAll(faults) : ok({ boardId: null, plan });
    }
    if (target.kind === 'new') {
      const { key, name, timeZone } = target;
      const columns = target.columns.map(({ name, kind, limit }) => ({
        name,
        kind,
        ...(limit !== null && { limit: { max: limit } }),
      }));
      const bodyHash = createHash('sha256').update(JSON.stringify(target)).digest();
      const once = { callerId: access.userId, route: 'import', key: id, bodyHash };
      const made = await this.boards.create(access, { key, name, columns, intake: { timeZone } }, once);
      if (!made.ok) return made;
    }
    const found = await this.target.board(access.workspaceId, {
      key: target.kind === 'new' ? target.key : target.board,
    });
    if (!found || found.archived) return invalid('target.board', 'absent');
    return ok({ boardId: found.boardId, plan: { ...plan, target: onBoard(target, found) } });
  }

  /** Deletes the kept file and the report. Imported cards stay. */
  async remove(access: Access, id: string): Promise<Result<void>> {
    const ids = { workspaceId: access.workspaceId, importId: id };
    const row = await this.repository.find(ids);
    if (!row) return refuse('not-found');
    return (await this.repository.remove(ids)) ? ok(undefined) : refuse('import-started');
  }

  private async document(workspaceId: string, row: ImportRow): Promise<Import> {
    const { source, plan, outlook } = row;
    const [summary] = await this.summaries(workspaceId, [row]);
    return { ...(summary as ImportSummary), source, plan, outlook };
  }

  private async summaries(workspaceId: string, rows: readonly ImportRow[]): Promise<ImportSummary[]> {
    const progress = await this.repository.progress(workspaceId, rows);
    return rows.map((row) => summaryOf(row, progress.get(row.id) as ImportProgress));
  }
}

function summaryOf(
  { id, name, format, state, by, at, board, problem }: ImportRow,
  progress: ImportProgress,
): ImportSummary {
  const until = new Date(at.getTime() + daysOfImports * 86_400_000).toISOString();
  return {
    ...{ id, name, format, state, by, problem, progress, until },
    at: at.toISOString(),
    board: board && { key: board.key, name: board.name },
  };
}
