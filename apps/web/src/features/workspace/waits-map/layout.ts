import dagre from '@dagrejs/dagre';
import type { WaitsMap } from '@weir/contract';

export const boxWidth = 160;
export const boxHeight = 68;

/** The keys of a board that waits and of the board that it waits on. */
export type Pair = Pick<WaitsMap['waits'][number], 'from' | 'on'>;

type Point = { x: number; y: number };
export type DrawnBoard = WaitsMap['boards'][number] & Point;
type DrawnWait = WaitsMap['waits'][number] & { points: Point[]; label: Point };
export type Drawing = { width: number; height: number; boards: DrawnBoard[]; waits: DrawnWait[] };

/**
 * Places the boards of the map in layers, each board before those that it waits on: from left to right, or on a narrow screen
 * from top to bottom. dagre handles circles. `x` and `y` of a board are its upper left corner.
 */
export function layOut({ boards, waits }: WaitsMap, direction: 'LR' | 'TB'): Drawing {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: direction, nodesep: 24, ranksep: 40, marginx: 12, marginy: 12 });
  for (const { key } of boards) graph.setNode(key, { width: boxWidth, height: boxHeight });
  for (const { from, on } of waits) graph.setEdge(from, on, { width: 28, height: 20, labelpos: 'c' });
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width,
    height,
    boards: boards.map((board) => {
      const { x, y } = graph.node(board.key);
      return { ...board, x: x - boxWidth / 2, y: y - boxHeight / 2 };
    }),
    waits: waits.map((wait) => {
      const { points, x, y } = graph.edge(wait.from, wait.on);
      return { ...wait, points, label: { x: x ?? 0, y: y ?? 0 } };
    }),
  };
}
