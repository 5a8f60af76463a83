import { Injectable } from '@nestjs/common';
import { allowedRoles } from '@weir/contract';
import type { ExportedLink } from '@weir/contract/workspace-exports';
import { v5 } from 'uuid';
import { Clock } from '../../clock.js';
import { Transactions } from '../../database/transaction.js';
import { ok, type Result } from '../../result.js';
import { BoardQueue } from '../../writes/board-queue.js';
import { Wakeups } from '../../writes/wakeups.js';
import { CapsRepository } from '../caps.repository.js';
import { CommandsRepository } from '../commands.repository.js';
import type { ImportIds, ImportRow } from '../imports.repository.js';
import { endOf, type Imported, type Outcome, outcomeOf, type RunEnd } from '../outcomes.js';
import { ProgressRepository } from '../progress.repository.js';
import { TargetRepository } from '../target.repository.js';
import { boardRows } from './board-rows.js';
import { fitLinks } from './fitting.js';
import { linkRow, waitRow } from './links.js';
import { type MappedRequest, mappedCard, mappedRequest, notesOf } from './mapped-records.js';
import { Mapping, peopleOf } from './mapping.js';
import type { Run, RunBoard } from './run.js';
import { type PlacedRecord, WorkspaceRepository } from './workspace.repository.js';
import { WorkspaceFilesService } from './workspace-files.service.js';
import { chosenBoards } from './workspace-outlook.service.js';
import { WorkspaceTeamsRepository } from './workspace-teams.repository.js';

/** Few enough in a transaction that others wait for the board for a moment only. */
const batch = 20;
const linksAtOnce = 200;

const roles = allowedRoles.manageBoards;

/**
 * Imports a workspace: teams, then boards, then limits of people, then requests and cards in small transactions, each with its progress, then
 * links. Existing records do not change, so a run after a crash repeats nothing.
 */
@Injectable()
export class WorkspaceRunService {
  constructor(
    private readonly progress: ProgressRepository,
    private readonly files: WorkspaceFilesService,
    private readonly repository: WorkspaceRepository,
    private readonly teams: WorkspaceTeamsRepository,
    private readonly commands: CommandsRepository,
    private readonly target: TargetRepository,
    private readonly caps: CapsRepository,
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
      if (!first) {
        const linked = await this.link(run);
        const waits = linked === 'done' ? await this.wait(run) : linked;
        return waits === 'done' ? this.files.run(run, isOver) : waits;
      }
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
    const now = this.clock.now().toISOString();
    const mapping = new Mapping(workspaceId, peopleOf(row.source, row.plan, members), row.by.id, now);
    const caps = await this.caps.caps(workspaceId);
    const keys = chosenBoards(row.plan);
    const boards = (await this.repository.records(ids, 'exportedBoard')).flatMap((exported) => {
      const key = keys.get(exported.id);
      return key === undefined
        ? []
        : [[exported.id, { exported, id: mapping.id(exported.id), key }] as const];
    });
    const workspaceSlug = await this.target.workspaceSlug(workspaceId);
    return { ids, row, mapping, caps, boards: new Map(boards), workspaceSlug };
  }

  private async makeTeams({ ids, row, mapping, caps }: Run): Promise<Result<Map<string, string>>> {
    const teams = await this.repository.records(ids, 'exportedTeam');
    return this.transactions.run(async (tx) => {
      const writer = { workspaceId: ids.workspaceId, by: row.by.id, now: this.clock.now() };
      return ok(await this.teams.add(tx, writer, teams, mapping, caps));
    });
  }

  private async makeBoards({ ids, row, mapping, boards }: Run): Promise<RunEnd> {
    const { workspaceId } = ids;
    const here = await this.repository.boards(
      workspaceId,
      [...boards.values()].map(({ id }) => id),
    );
    // Archived ones first: each needs the room of an open board until it is whole.
    const inOrder = [...boards.values()].toSorted(
      (one, other) => Number(other.exported.archivedAt !== null) - Number(one.exported.archivedAt !== null),
    );
    for (const { exported, id, key } of inOrder) {
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
    { ids, row, mapping, caps, workspaceSlug }: Run,
    board: RunBoard | undefined,
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
            each.kind === 'exportedCard' ? [mappedCard(each.record, board.exported, mapping, caps)] : [],
          );
          const guests = { max: caps.guests, now };
          const here =
            requests.length > 0
              ? await this.repository.addGuests(tx, workspaceId, requests, guests)
              : new Set<string>();
          const isAsked = ({ guestId }: MappedRequest) => guestId === null || here.has(guestId);
          const written =
            requests.length > 0
              ? await this.commands.importRequests(tx, writer, requests.filter(isAsked), now)
              : await this.commands.importCards(tx, writer, cards, now);
          if (!written.ok) return rollBack(written);
          const results = [...written.value.outcomes];
          const noGuest: Imported = {
            ...{ result: 'refused', code: 'cap-reached', cap: 'guests', max: caps.guests },
          };
          outcomes.push(
            ...(requests.length > 0
              ? requests.map((request) => (isAsked(request) ? (results.shift() as Imported) : noGuest))
              : results),
          );
        }
        const kept = records.map((each) =>
          keptOutcome(each, board, { mapping, caps }, isWanted(each) ? outcomes.shift() : undefined),
        );
        await this.progress.keep(tx, ids, kept, (records.at(-1) as PlacedRecord).place);
        return ok('done');
      });
    const result = board ? await this.queue.run(`${workspaceSlug}/${board.key}`, write) : await write();
    if (!result.ok) return endOf(result.refusal.code);
    if (board) this.wakeups.wake(workspaceId, board.id);
    return result.value;
  }

  private async link({ ids, row, mapping, caps, boards }: Run): Promise<RunEnd> {
    const { workspaceId } = ids;
    const links = (await this.repository.records(ids, 'exportedLink')).filter(
      ({ card, to }) => boards.has(card.boardId) && boards.has(to.boardId),
    );
    const { kept, leftOut } = fitLinks(links, await this.linksHere(workspaceId, links, mapping), caps.links);
    for (let at = 0; at < kept.length; at += linksAtOnce) {
      const rows = kept.slice(at, at + linksAtOnce).map((link) => linkRow(link, mapping));
      const added = await this.transactions.run<null>(async (tx) => {
        const writer = { by: row.by.id, now: this.clock.now() };
        await this.repository.addLinks(tx, writer, workspaceId, rows);
        return ok(null);
      });
      if (!added.ok) return endOf(added.refusal.code);
    }
    const cards = leftOut.flatMap(({ card, to }) => [card.cardId, to.cardId]);
    if (cards.length > 0) await this.progress.note(ids, cards, 'cardLinksLeftOut');
    return 'done';
  }

  /** Imports the waits of each card or request, the oldest first, up to the cap. */
  private async wait({ ids, row, mapping, caps, boards }: Run): Promise<RunEnd> {
    const waits = (await this.repository.records(ids, 'exportedWait')).filter(
      ({ boardId, onBoardId }) => boards.has(boardId) && boards.has(onBoardId),
    );
    const leftOut: string[] = [];
    for (let at = 0; at < waits.length; at += linksAtOnce) {
      const some = waits.slice(at, at + linksAtOnce);
      const rows = some.map((wait) => waitRow(wait, mapping));
      const added = await this.transactions.run<ReadonlySet<string>>(async (tx) => {
        const writer = { by: row.by.id, now: this.clock.now() };
        return ok(await this.repository.addWaits(tx, writer, ids.workspaceId, { rows, max: caps.waits }));
      });
      if (!added.ok) return endOf(added.refusal.code);
      leftOut.push(
        ...some.flatMap(({ id, cardId }) => (cardId && !added.value.has(mapping.id(id)) ? [cardId] : [])),
      );
    }
    if (leftOut.length > 0) await this.progress.note(ids, leftOut, 'waitsLeftOut');
    return 'done';
  }

  /** How many other links the cards of these links have already, by their ids in the file. */
  private async linksHere(workspaceId: string, links: readonly ExportedLink[], mapping: Mapping) {
    const refs = [...new Set(links.flatMap(({ card, to }) => [card.cardId, to.cardId]))];
    const counts = await this.repository.linksOf(
      workspaceId,
      refs.map((ref) => mapping.id(ref)),
      links.map(({ id }) => mapping.id(id)),
    );
    return new Map(refs.map((ref) => [ref, counts.get(mapping.id(ref)) ?? 0]));
  }
}

function keptOutcome(
  { place, kind, record }: PlacedRecord,
  board: RunBoard | undefined,
  { mapping, caps }: Pick<Run, 'mapping' | 'caps'>,
  imported: Imported | undefined,
): Outcome {
  const wantedId = kind === 'exportedCard' ? mapping.id(record.columnId) : null;
  return {
    place,
    title: record.title,
    isRequest: kind === 'exportedRequest',
    board: board?.key ?? '',
    ...(imported ? outcomeOf(imported, wantedId) : { result: 'leftOut' }),
    ...(kind === 'exportedCard' &&
      imported?.result === 'created' && { notes: notesOf(record, mapping, caps) }),
  };
}
