import { Injectable } from '@nestjs/common';
import {
  circlesOf,
  type DownstreamFacts,
  downstreamPressures,
  type PressureState,
  pressureLevel,
  pressureState,
  slotsOf,
} from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { Together } from '../../database/together.js';
import { type AwaitedRow, type Item, type WaitEdge, WaitGraphRepository } from './wait-graph.repository.js';

/** A board of the graph with its own level, and its downstream pressure. Boards are named by their ids. */
export type GraphBoard = {
  id: string;
  key: string;
  name: string;
  level: number;
  state: PressureState;
  downstream: number;
  work: number;
  waiting: number;
  edges: WaitEdge[];
};

export type { AwaitedRow } from './wait-graph.repository.js';

export type WaitGraph = { boards: ReadonlyMap<string, GraphBoard>; circles: string[][] };

/** Which boards of a workspace wait on which, and the downstream pressure of each board. */
@Injectable()
export class WaitGraphService {
  /** Reads that begin together share a statement. */
  private readonly reads = new Together(async (workspaceId, asks: (string | null)[]) => {
    const boardIds = asks.flatMap((id) => id ?? []);
    const graph = await this.readNow(workspaceId, boardIds.length < asks.length ? null : boardIds);
    return asks.map(() => graph);
  });

  constructor(private readonly repository: WaitGraphRepository) {}

  /** Of the whole workspace. */
  read(workspaceId: string): Promise<WaitGraph> {
    return this.reads.ask(workspaceId, null);
  }

  /** At least what a board waits on, directly and through others: its own figures depend on nothing else. */
  readBehind({ workspaceId, boardId }: BoardIds): Promise<WaitGraph> {
    return this.reads.ask(workspaceId, boardId);
  }

  private async readNow(workspaceId: string, boardIds: readonly string[] | null): Promise<WaitGraph> {
    const rows = await this.repository.read(workspaceId, boardIds);
    const pressed = rows.map(({ id, work, groups, facts }) => {
      const load = { ...facts, intake: facts };
      return { id, level: pressureLevel(load), work, slots: slotsOf(load), waits: groups };
    });
    const levels = new Map(pressed.map(({ id, level }) => [id, level]));
    const pressures = downstreamPressures(pressed);
    const boards = rows.map(({ facts: _, groups: __, ...row }): GraphBoard => {
      const level = levels.get(row.id) ?? 0;
      return {
        ...row,
        level,
        state: pressureState(level),
        downstream: pressures.get(row.id) ?? 0,
      };
    });
    const edges = new Map(boards.map(({ id, edges }) => [id, edges.map(({ on }) => on)]));
    return {
      boards: new Map(boards.map((board) => [board.id, board])),
      circles: circlesOf(
        boards.map(({ id }) => id),
        edges,
      ),
    };
  }

  /** The downstream pressures that move the gates of a workspace’s boards, in whole percent, by id. One statement for all boards. */
  async downstreamOf(workspaceId: string): Promise<(boardId: string) => Omit<DownstreamFacts, 'threshold'>> {
    const { boards } = await this.read(workspaceId);
    return (boardId) => ({ percent: Math.floor((boards.get(boardId)?.downstream ?? 0) * 100) });
  }

  behind(workspaceId: string, items: readonly Item[]): Promise<AwaitedRow[]> {
    return this.repository.behind(workspaceId, items);
  }
}
