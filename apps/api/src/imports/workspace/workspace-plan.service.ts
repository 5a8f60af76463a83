import { Injectable } from '@nestjs/common';
import type { ImportOutlook, ImportPlan, ImportSource, InputFault } from '@weir/contract';
import type { InvalidCode } from '../../http/problems/refusals.js';
import type { ImportIds, ImportRow } from '../imports.repository.js';
import { freeKey, matchedPeople } from '../planning/default-plan.js';
import { TargetRepository } from '../target.repository.js';
import { Mapping } from './mapping.js';
import { WorkspaceRepository } from './workspace.repository.js';

type Boards = Extract<ImportPlan['target'], { kind: 'boards' }>['boards'];

/** Plans the import of a workspace: which boards come, and under which keys. */
@Injectable()
export class WorkspacePlanService {
  constructor(
    private readonly repository: WorkspaceRepository,
    private readonly target: TargetRepository,
  ) {}

  /** All boards, under their own keys where these are free. A board that an earlier import made is that one. */
  async first(ids: ImportIds, source: ImportSource): Promise<Pick<ImportRow, 'source' | 'plan' | 'outlook'>> {
    const here = await this.madeBefore(ids.workspaceId, source);
    const taken = await this.target.keys(ids.workspaceId);
    const boards: Boards = [];
    for (const { ref, key: wanted } of source.boards ?? []) {
      const key = here.get(ref) ?? (taken.has(wanted) ? freeKey(wanted, taken) : wanted);
      taken.add(key);
      boards.push({ ref, key });
    }
    const plan: ImportPlan = {
      target: { kind: 'boards', boards },
      people: matchedPeople(source, await this.target.members(ids.workspaceId)),
      archived: true,
      table: null,
    };
    return { source, plan, outlook: await this.outlook(ids, source, plan) };
  }

  async changed(ids: ImportIds, { source }: ImportRow, plan: ImportPlan) {
    return { source, plan, outlook: await this.outlook(ids, source, plan) };
  }

  /** Boards that the file has not, and keys that other boards have. */
  async faults(
    workspaceId: string,
    source: ImportSource,
    boards: Boards,
  ): Promise<InputFault<InvalidCode>[]> {
    const here = await this.madeBefore(workspaceId, source);
    const taken = await this.target.keys(workspaceId);
    const known = new Set(source.boards?.map(({ ref }) => ref));
    return boards.flatMap(({ ref, key }, at): InputFault<InvalidCode>[] => {
      if (!known.has(ref)) return [{ path: `target.boards.${at}.ref`, code: 'absent' }];
      const made = here.get(ref);
      const isTaken = key !== null && key !== made && (made !== undefined || taken.has(key));
      return isTaken ? [{ path: `target.boards.${at}.key`, code: 'boardKeyInUse', params: { key } }] : [];
    });
  }

  /** Columns whose limit is below the cards that want in. Boards that are here already are not looked at. */
  private async outlook(ids: ImportIds, source: ImportSource, plan: ImportPlan): Promise<ImportOutlook> {
    const chosen = chosenBoards(plan);
    const found = (source.boards ?? []).filter(({ ref }) => chosen.has(ref));
    const here = await this.madeBefore(ids.workspaceId, source);
    const entering = await this.repository.cardsByColumn(ids);
    const boards = await this.repository.records(ids, 'exportedBoard');
    const full = boards
      .filter(({ id, archivedAt }) => chosen.has(id) && !here.has(id) && archivedAt === null)
      .flatMap(({ columns, limits, name }) =>
        limits.flatMap((limit) => {
          if (limit.scope !== 'column' || limit.mode === 'warn') return [];
          const cards = entering.get(limit.columnId) ?? 0;
          const column = columns.find(({ id }) => id === limit.columnId)?.name ?? '';
          const tooMany = cards - limit.max;
          return tooMany > 0 ? [{ column: `${name}: ${column}`, limit: limit.max, cards, tooMany }] : [];
        }),
      );
    const cards = found.reduce((sum, board) => sum + board.cards, 0);
    const requests = found.reduce((sum, board) => sum + board.requests, 0);
    return { cards, requests, leftOut: source.cards - cards, full, notes: [] };
  }

  /** The keys of the boards that earlier imports of the file made, by their refs in it. */
  private async madeBefore(workspaceId: string, source: ImportSource): Promise<Map<string, string>> {
    const mapping = new Mapping(workspaceId, new Map(), '', '');
    const refs = new Map((source.boards ?? []).map(({ ref }) => [mapping.id(ref), ref]));
    const boards = await this.repository.boards(workspaceId, [...refs.keys()]);
    return new Map([...boards].map(([id, { key }]) => [refs.get(id) as string, key]));
  }
}

/** The chosen boards of a plan, each with its key here. */
export function chosenBoards({ target }: ImportPlan): Map<string, string> {
  if (target.kind !== 'boards') return new Map();
  return new Map(target.boards.flatMap(({ ref, key }) => (key === null ? [] : [[ref, key] as const])));
}
