import { Injectable } from '@nestjs/common';
import type { WaitsMap } from '@weir/contract';
import { bottleneckOf, tightThreshold } from '@weir/domain';
import { codedText } from '../coded-text.js';
import { type Access, boardsOf } from '../http/access/caller.js';
import { ok, type Result } from '../result.js';
import { type GraphBoard, WaitGraphService } from './graph/wait-graph.service.js';

/** The map of a workspace: which boards wait on which. */
@Injectable()
export class WaitsMapService {
  constructor(private readonly graph: WaitGraphService) {}

  /** Leaves out boards that the caller’s token does not cover, with their waits. The figures of other boards still count these waits. */
  async read(access: Access): Promise<Result<WaitsMap>> {
    const { boards, circles } = await this.graph.read(access.workspaceId);
    const within = boardsOf(access);
    const awaited = new Map<string, number>();
    for (const { on, count } of [...boards.values()].flatMap(({ edges }) => edges)) {
      awaited.set(on, (awaited.get(on) ?? 0) + count);
    }
    const shown = [...boards.values()]
      .filter(({ id }) => within === null || within.includes(id))
      .map((board) => ({ ...board, awaited: awaited.get(board.id) ?? 0 }));
    const keys = new Map(shown.map(({ id, key }) => [id, key]));
    const bottleneck = bottleneckOf(
      shown.map((board) => ({ ...board, waiting: board.awaited })),
      tightThreshold,
    );
    return ok({
      boards: shown.map(({ key, name, state, level, downstream, waiting, awaited }) => ({
        ...{ key, name, state, level, downstream, waiting, awaited },
      })),
      waits: shown.flatMap((board) => waitsOf(board, keys)),
      circles: circles.flatMap((circle) => {
        const known = circle.flatMap((id) => keys.get(id) ?? []);
        return known.length === circle.length ? [known] : [];
      }),
      bottleneck: bottleneck && {
        ...{ board: bottleneck.key, level: bottleneck.level, awaited: bottleneck.awaited },
        text: codedText('bottleneck', {
          ...{ of: bottleneck.name, level: bottleneck.level, count: bottleneck.awaited },
        }),
      },
    });
  }
}

function waitsOf({ key, edges }: GraphBoard, keys: ReadonlyMap<string, string>): WaitsMap['waits'] {
  return edges.flatMap(({ on, count, oldestSince }) => {
    const onKey = keys.get(on);
    return onKey === undefined ? [] : [{ from: key, on: onKey, count, oldestSince }];
  });
}
