import { Injectable } from '@nestjs/common';
import type { ImportOutlook, ImportPlan, ImportSource, InputFault, OversizedBoard } from '@weir/contract';
import type { InvalidCode } from '../../http/problems/refusals.js';
import { CapsRepository } from '../caps.repository.js';
import type { ImportIds, ImportRow } from '../imports.repository.js';
import { freeKey, matchedPeople } from '../planning/default-plan.js';
import { TargetRepository } from '../target.repository.js';
import { oversized, roomForBoards } from './fitting.js';
import { Mapping } from './mapping.js';
import { WorkspaceRepository } from './workspace.repository.js';
import { WorkspaceOutlookService } from './workspace-outlook.service.js';

type Boards = Extract<ImportPlan['target'], { kind: 'boards' }>['boards'];

/** Plans the import of a workspace: which boards come, and under which keys. */
@Injectable()
export class WorkspacePlanService {
  constructor(
    private readonly repository: WorkspaceRepository,
    private readonly target: TargetRepository,
    private readonly caps: CapsRepository,
    private readonly outlooks: WorkspaceOutlookService,
  ) {}

  /** All boards that the caps leave room for, under their own keys where these are free. A board that an earlier import made is that one. */
  async first(ids: ImportIds, source: ImportSource): Promise<Pick<ImportRow, 'source' | 'plan' | 'outlook'>> {
    const here = await this.madeBefore(ids.workspaceId, source);
    const taken = await this.target.keys(ids.workspaceId);
    const tooLarge = await this.oversized(ids);
    const fitting = (source.boards ?? []).filter(({ ref }) => !here.has(ref) && !tooLarge.has(ref));
    const { fits } = await this.room(ids.workspaceId, fitting);
    const added = new Set(fitting.filter((_, at) => fits(at)).map(({ ref }) => ref));
    const boards: Boards = [];
    for (const { ref, key: wanted } of source.boards ?? []) {
      const free = taken.has(wanted) ? freeKey(wanted, taken) : wanted;
      const key = here.get(ref) ?? (added.has(ref) ? free : null);
      if (key !== null) taken.add(key);
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

  /** Boards that the file has not, that are too large or too many for the workspace, and keys that other boards have. */
  async faults(ids: ImportIds, source: ImportSource, boards: Boards): Promise<InputFault<InvalidCode>[]> {
    const here = await this.madeBefore(ids.workspaceId, source);
    const taken = await this.target.keys(ids.workspaceId);
    const known = new Map(source.boards?.map((board) => [board.ref, board]));
    const tooLarge = await this.oversized(ids);
    const faults = boards.flatMap(({ ref, key }, at): InputFault<InvalidCode>[] => {
      if (!known.has(ref)) return [{ path: `target.boards.${at}.ref`, code: 'absent' }];
      if (key === null) return [];
      const made = here.get(ref);
      const path = `target.boards.${at}.key`;
      if (made === undefined && tooLarge.has(ref)) return [{ path, code: 'boardTooLarge' }];
      const isTaken = key !== made && (made !== undefined || taken.has(key));
      return isTaken ? [{ path, code: 'boardKeyInUse', params: { key } }] : [];
    });
    const added = boards.flatMap(({ ref, key }) => {
      const board = known.get(ref);
      return board && key !== null && !here.has(ref) ? [board] : [];
    });
    const { fits, max } = await this.room(ids.workspaceId, added);
    const isFull = added.some((_, at) => !fits(at));
    return isFull ? [...faults, { path: 'target.boards', code: 'tooManyBoards', params: { max } }] : faults;
  }

  private async outlook(ids: ImportIds, source: ImportSource, plan: ImportPlan): Promise<ImportOutlook> {
    return this.outlooks.outlook(ids, source, plan, await this.madeBefore(ids.workspaceId, source));
  }

  /** The boards of the file that have too much for a board here. */
  private async oversized(ids: ImportIds): Promise<Map<string, OversizedBoard>> {
    const caps = await this.caps.caps(ids.workspaceId);
    const boards = await this.repository.records(ids, 'exportedBoard');
    return new Map(
      boards.flatMap((board) => {
        const found = oversized(board, caps);
        return found ? [[board.id, found] as const] : [];
      }),
    );
  }

  /** How many of these boards, which are not here yet, the workspace has room for. */
  private async room(workspaceId: string, boards: readonly NonNullable<ImportSource['boards']>[number][]) {
    const planned = boards.map(({ isArchived }) => ({ archived: isArchived }));
    const [caps, load] = await Promise.all([this.caps.caps(workspaceId), this.caps.ofWorkspace(workspaceId)]);
    return roomForBoards(planned, load, caps);
  }

  /** The keys of the boards that earlier imports of the file made, by their refs in it. */
  private async madeBefore(workspaceId: string, source: ImportSource): Promise<Map<string, string>> {
    const mapping = new Mapping(workspaceId, new Map(), '', '');
    const refs = new Map((source.boards ?? []).map(({ ref }) => [mapping.id(ref), ref]));
    const boards = await this.repository.boards(workspaceId, [...refs.keys()]);
    return new Map([...boards].map(([id, { key }]) => [refs.get(id) as string, key]));
  }
}
