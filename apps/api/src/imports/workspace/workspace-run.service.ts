import { Injectable } from '@nestjs/common';
import { allowedRoles } from '@weir/contract';
import type { ExportedBoard } from '@weir/contract/workspace-exports';
import { v5 } from 'uuid';
import { Clock } from '../../clock.js';
import { Transactions } from '../../database/transaction.js';
import { ok, type Result } from '../../result.js';
import { BoardQueue } from '../../writes/board-queue.js';
import { Wakeups } from '../../writes/wakeups.js';
import { CommandsRepository } from '../commands.repository.js';
import type { ImportIds, ImportRow } from '../imports.repository.js';
import { endOf, type Imported, type Outcome, outcomeOf, type RunEnd } from '../outcomes.js';
import { ProgressRepository } from '../progress.repository.js';
import { TargetRepository } from '../target.repository.js';
import { boardRows } from './board-rows.js';
import { linkRow } from './links.js';
import { mappedCard, mappedRequest } from './mapped-records.js';
import { Mapping } from './mapping.js';
import { type PlacedRecord, WorkspaceRepository } from './workspace.repository.js';
import { chosenBoards } from './workspace-plan.service.js';
import { WorkspaceTeamsRepository } from './workspace-teams.repository.js';

/** Few enough in a transaction that others wait for the board for a moment only. */
const batch = 20;
const linksAtOnce = 200;

type Board = { exported: ExportedBoard; id: string; key: string };
type Run = {
  ids: ImportIds;
  row: ImportRow;
  mapping: Mapping;
  boards: ReadonlyMap<string, Board>;
  workspaceSlug: string;
};
const roles = allowedRoles.manageBoards;

/**
 * Imports a workspace: teams, then boards, then limits of people, then requests and cards in small transactions, each with its progress, then
 * links. Existing records do not change, so a run after a crash repeats nothing.
 */
@Injectable()
export class WorkspaceRunService {
  constructor(
    private readonly progress: ProgressRepository,
    private readonly repository: WorkspaceRepository,
    private readonly teams: WorkspaceTeamsRepository,
    private readonly commands: CommandsRepository,
    private readonly target: TargetRepository,
    private readonly transactions: Transactions,
    private readonly queue: BoardQueue,
    private readonly wakeups: Wakeups,
    private readonly clock: Clock,
  ) {}

  async run(ids: ImportIds, row: ImportRow, isOver: () => boolean): Promise<RunEnd> {
    const members = await this.repository.roles(ids.workspaceId);
    if (!(roles as readonly string[]).includes(members.get(row.by.id) ?? '')) return 'not-allowed';
    const prepared = await this.prepare(ids, row, members);
    const teams = await this.makeTeams(prepared);
    if (!teams.ok) return endOf(teams.refusal.code);
    const run = { ...prepared, mapping: prepared.mapping.withTeams(teams.value) };
    const made = await this.makeBoards(run);
    if (made !== 'done') return made;
    for (let { processed } = row; !isOver(); ) {
      const page = await this.repository.page(ids, processed, batch);
      const [first] = page;
      if (!first) return this.link(run);
      const boardId = first.record.boardId;
      const isOther = (each: PlacedRecord) => each.kind !== first.kind || each.record.boardId !== boardId;
      const end = page.findIndex(isOther);
      const records = end === -1 ? page : page.slice(0, end);
      const step = await this.importBatch(run, run.boards.get(boardId), records, processed);
      if (step !== 'done') return step;
      processed = (records.at(-1) as PlacedRecord).place;
    }
    return 'later';
  }

  private async prepare(ids: ImportIds, row: ImportRow, members: ReadonlyMap<string, string>): Promise<Run> {
    const { workspaceId } = ids;
    const chosen = new Map(row.plan.people.map(({ ref, userId }) => [ref, userId]));
    const people = row.source.people.map(({ ref, name }) => {
      const userId = chosen.get(ref) ?? null;
      const role = userId === null ? undefined : members.get(userId);
      const has = (allowed: readonly string[]) => role !== undefined && allowed.includes(role);
      return [
        ref,
        {
          name,
          userId: role === undefined ? null : userId,
          canBeAssigned: has(allowedRoles.changeCards),
          canAnswer: has(allowedRoles.answerRequests),
        },
      ] as const;
    });
    const now = this.clock.now().toISOString();
    const mapping = new Mapping(workspaceId, new Map(people), row.by.id, now);
    const keys = chosenBoards(row.plan);
    const boards = (await this.repository.records(ids, 'exportedBoard')).flatMap((exported) => {
      const key = keys.get(exported.id);
      return key === undefined
        ? []
        : [[exported.id, { exported, id: mapping.id(exported.id), key }] as const];
    });
    const workspaceSlug = await this.target.workspaceSlug(workspaceId);
    return { ids, row, mapping, boards: new Map(boards), workspaceSlug };
  }

  private async makeTeams({ ids, row, mapping }: Run): Promise<Result<Map<string, string>>> {
    const teams = await this.repository.records(ids, 'exportedTeam');
    return this.transactions.run(async (tx) => {
      const writer = { workspaceId: ids.workspaceId, by: row.by.id, now: this.clock.now() };
      return ok(await this.teams.add(tx, writer, teams, mapping));
    });
  }

  private async makeBoards({ ids, row, mapping, boards }: Run): Promise<RunEnd> {
    const { workspaceId } = ids;
    const here = await this.repository.boards(
      workspaceId,
      [...boards.values()].map(({ id }) => id),
    );
    for (const { exported, id, key } of boards.values()) {
      if (here.has(id)) continue;
      const made = await this.transactions.run<null>(async (tx) => {
        const writer = { by: row.by.id, now: this.clock.now() };
        const rows = boardRows(exported, mapping);
        await this.repository.createBoard(tx, writer, { workspaceId, key }, exported, rows);
        return ok(null);
      });
      if (!made.ok) return endOf(made.refusal.code);
      this.wakeups.wake(workspaceId, id);
    }
    const limits = (await this.repository.records(ids, 'exportedLimit')).flatMap(
      ({ userId: ref, max, min, mode }) => {
        const userId = mapping.assignable(ref);
        return userId === null
          ? []
          : [{ workspaceId, id: v5(ref, workspaceId), userId, max, min: min ?? null, mode }];
      },
    );
    const added = await this.transactions.run<null>(async (tx) => {
      await this.repository.addPersonLimits(tx, { by: row.by.id, now: this.clock.now() }, limits);
      return ok(null);
    });
    return added.ok ? 'done' : endOf(added.refusal.code);
  }

  /** Imports requests, or cards, of one board. Those of a board that was not chosen are left out. */
  private async importBatch(
    { ids, row, mapping, workspaceSlug }: Run,
    board: Board | undefined,
    records: readonly PlacedRecord[],
    processed: number,
  ): Promise<RunEnd> {
    const { workspaceId } = ids;
    const isWanted = ({ kind, record }: PlacedRecord) =>
      board !== undefined && (kind === 'exportedRequest' || row.plan.archived || record.archivedAt === null);
    const wanted = records.filter(isWanted);
    const write = async (): Promise<Result<RunEnd>> =>
      this.transactions.run<RunEnd>(async (tx, rollBack) => {
        if (!(await this.progress.lock(tx, ids, processed))) return ok('later');
        const outcomes: Imported[] = [];
        if (board && wanted.length > 0) {
          const now = this.clock.now();
          const writer = { workspaceId, boardId: board.id, userId: row.by.id, roles, archived: true };
          const requests = wanted.flatMap((each) =>
            each.kind === 'exportedRequest' ? [mappedRequest(each.record, mapping)] : [],
          );
          const cards = wanted.flatMap((each) =>
            each.kind === 'exportedCard' ? [mappedCard(each.record, board.exported, mapping)] : [],
          );
          if (requests.length > 0) await this.repository.addGuests(tx, workspaceId, requests, now);
          const written =
            requests.length > 0
              ? await this.commands.importRequests(tx, writer, requests, now)
              : await this.commands.importCards(tx, writer, cards, now);
          if (!written.ok) return rollBack(written);
          outcomes.push(...written.value.outcomes);
        }
        const kept = records.map((each) =>
          keptOutcome(each, board, mapping, isWanted(each) ? outcomes.shift() : undefined),
        );
        await this.progress.keep(tx, ids, kept, (records.at(-1) as PlacedRecord).place);
        return ok('done');
      });
    const result = board ? await this.queue.run(`${workspaceSlug}/${board.key}`, write) : await write();
    if (!result.ok) return endOf(result.refusal.code);
    if (board) this.wakeups.wake(workspaceId, board.id);
    return result.value;
  }

  private async link({ ids, row, mapping, boards }: Run): Promise<RunEnd> {
    const links = (await this.repository.records(ids, 'exportedLink')).filter(
      ({ card, to }) => boards.has(card.boardId) && boards.has(to.boardId),
    );
    for (let at = 0; at < links.length; at += linksAtOnce) {
      const rows = links.slice(at, at + linksAtOnce).map((link) => linkRow(link, mapping));
      const added = await this.transactions.run<null>(async (tx) => {
        const writer = { by: row.by.id, now: this.clock.now() };
        await this.repository.addLinks(tx, writer, ids.workspaceId, rows);
        return ok(null);
      });
      if (!added.ok) return endOf(added.refusal.code);
    }
    return 'done';
  }
}

function keptOutcome(
  { place, kind, record }: PlacedRecord,
  board: Board | undefined,
  mapping: Mapping,
  imported: Imported | undefined,
): Outcome {
  const wantedId = kind === 'exportedCard' ? mapping.id(record.columnId) : null;
  return {
    place,
    title: record.title,
    isRequest: kind === 'exportedRequest',
    board: board?.key ?? '',
    ...(imported ? outcomeOf(imported, wantedId) : { result: 'leftOut' }),
  };
}
