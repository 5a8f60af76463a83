import { Injectable } from '@nestjs/common';
import { type FoundEntry, type Range, WorkspaceEventsRepository } from './workspace-events.repository.js';
import type { WorkspaceStream } from './workspace-stream.js';

type Lagging = { stream: WorkspaceStream; ranges: Range[] };

/** Reads what is new in workspaces with open streams, once for all streams that want the same. */
@Injectable()
export class WorkspaceNews {
  constructor(private readonly repository: WorkspaceEventsRepository) {}

  /**
   * Returns whether there may be more. `check` ends streams without access. It comes after the events were read, so that
   * nobody receives any from after they left.
   */
  async send(
    streams: readonly WorkspaceStream[],
    check: (streams: readonly WorkspaceStream[]) => Promise<void>,
  ): Promise<boolean> {
    if (streams.length === 0) return false;
    const workspaces = [...new Set(streams.map(({ listener }) => listener.workspaceId))];
    const sources = await this.repository.sources(workspaces);
    const lagging = streams.flatMap((stream): Lagging[] => {
      const ranges = stream.missing(sources);
      return ranges.length > 0 ? [{ stream, ranges }] : [];
    });
    const groups = [
      ...Map.groupBy(lagging, ({ stream, ranges }) => JSON.stringify([ranges, stream.types])).values(),
    ];
    const found: FoundEntry[][] = [];
    for (const [first] of groups) {
      const { stream, ranges } = first as Lagging;
      found.push(await this.repository.entries(ranges, stream.types));
    }
    await check(lagging.map(({ stream }) => stream));
    for (const [n, group] of groups.entries())
      for (const { stream, ranges } of group) stream.sendFound(ranges, found[n] ?? []);
    return lagging.length > 0;
  }
}
