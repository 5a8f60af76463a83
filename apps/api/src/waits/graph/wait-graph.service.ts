import { Injectable } from '@nestjs/common';
import {
  circlesOf,
  type DownstreamFacts,
  downstreamPressures,
  type PressureState,
  pressureLevel,
  pressureState,
} from '@weir/domain';
import {
  type AwaitedRow,
  type GraphRow,
  type WaitEdge,
  WaitGraphRepository,
} from './wait-graph.repository.js';

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
  /** The cards and requests of other boards that wait on it. */
  awaited: number;
  edges: WaitEdge[];
};

export type { AwaitedRow } from './wait-graph.repository.js';

export type WaitGraph = { boards: ReadonlyMap<string, GraphBoard>; circles: string[][] };

/** Who waits on whom in a workspace, and what that presses on each board. */
@Injectable()
export class WaitGraphService {
  constructor(private readonly repository: WaitGraphRepository) {}

  async read(workspaceId: string): Promise<WaitGraph> {
    const rows = await this.repository.read(workspaceId);
    const levels = new Map(rows.map((row) => [row.id, levelOf(row)]));
    const pressures = downstreamPressures(
      rows.map(({ id, work, groups }) => ({
        id,
        level: levels.get(id) ?? 0,
        work,
        waits: toOthers(id, groups),
      })),
    );
    const awaited = new Map<string, number>();
    for (const { id, edges } of rows) {
      for (const { on, count } of edges) if (on !== id) awaited.set(on, (awaited.get(on) ?? 0) + count);
    }
    const boards = rows.map(({ facts: _, groups: __, ...row }): GraphBoard => {
      const level = levels.get(row.id) ?? 0;
      return {
        ...row,
        level,
        state: pressureState(level),
        downstream: pressures.get(row.id) ?? 0,
        awaited: awaited.get(row.id) ?? 0,
        edges: row.edges.filter(({ on }) => on !== row.id),
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

  /** What moves the gates of these boards, by id. One statement for each workspace. */
  async downstreamOf(workspaceId: string): Promise<(boardId: string) => Omit<DownstreamFacts, 'threshold'>> {
    const { boards } = await this.read(workspaceId);
    return (boardId) => {
      const board = boards.get(boardId);
      const on = (board?.edges ?? [])
        .flatMap((edge) => boards.get(edge.on) ?? [])
        .toSorted((one, other) => other.level - one.level)
        .slice(0, mostNamed)
        .map(({ key }) => key);
      return { percent: Math.floor((board?.downstream ?? 0) * 100), on };
    };
  }

  behind(workspaceId: string, items: readonly string[]): Promise<AwaitedRow[]> {
    return this.repository.behind(workspaceId, items);
  }
}

/** Boards that a gate names as its cause. */
const mostNamed = 3;

/** What waits on its own board presses on no other. */
function toOthers(id: string, groups: GraphRow['groups']): GraphRow['groups'] {
  return groups.flatMap(({ on, count }) => {
    const others = on.filter((each) => each !== id);
    return others.length === 0 ? [] : [{ on: others, count }];
  });
}

function levelOf({ facts }: GraphRow): number {
  const { columns, board, waiting, depth } = facts;
  return pressureLevel({
    columns: columns.map((column) => ({ ...column, name: '' })),
    board,
    intake: { waiting, depth, overdue: 0 },
  });
}
