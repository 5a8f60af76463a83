import {
  type Completion,
  completionAfter,
  daysOfCompletion,
  type Forecast,
  type UnknownForecast,
} from '@weir/domain';
import type { AwaitedRow } from '../waits/graph/wait-graph.service.js';
import type { BoardThroughput } from './throughput.js';

type Odds = Completion | { unknown: UnknownForecast };
/** How a board delivers, and how many of its cards are neither delivered nor archived. */
type BoardFlow = { throughput: BoardThroughput; undelivered: number };
/** A step of the chain that is computed now. `next`: how many of the requests that it waits on are done. */
type Step = { id: string; row: AwaitedRow | null; waitsOn: readonly AwaitedRow[]; next: number };

/**
 * Forecasts of work that waits on requests of other boards, which may wait themselves: see `completionAfter`. `rows` has the requests
 * that each item waits on. Each request is computed once, however many items wait on it and however long the chain is.
 */
export class WaitingForecasts {
  private readonly rowsByItem: Map<string, AwaitedRow[]>;
  private readonly known = new Map<string, Odds>();

  constructor(
    rows: readonly AwaitedRow[],
    private readonly flows: ReadonlyMap<string, BoardFlow>,
  ) {
    this.rowsByItem = Map.groupBy(rows, ({ item }) => item);
  }

  /** The item of a board at this place; null if it waits on nothing. */
  forecast(item: string, boardId: string, ahead: number): Forecast | null {
    const waitsOn = this.waitsOf(item);
    const flow = this.flows.get(boardId);
    if (waitsOn.length === 0 || !flow) return null;
    this.learn(item);
    const odds = this.after(flow.throughput, ahead, waitsOn);
    return 'unknown' in odds ? odds : flow.throughput.forecastOf(odds);
  }

  /**
   * Computes all requests behind an item, each after those that it waits on. It walks the chain with a list of its own, because a
   * recursion would overflow the stack at the end of a very long one.
   */
  private learn(item: string): void {
    const path: Step[] = [{ id: item, row: null, waitsOn: this.waitsOf(item), next: 0 }];
    const onPath = new Set([item]);
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const row = step.waitsOn[step.next];
      if (row && onPath.has(row.requestId)) {
        this.closeCircle(path.slice(path.findIndex(({ id }) => id === row.requestId)), row);
        step.next += 1;
      } else if (row && !this.known.has(row.requestId)) {
        onPath.add(row.requestId);
        path.push({ id: row.requestId, row, waitsOn: this.waitsOf(row.requestId), next: 0 });
      } else if (row) step.next += 1;
      else {
        if (step.row && !this.known.has(step.id)) this.known.set(step.id, this.ofRequest(step.row));
        onPath.delete(step.id);
        path.pop();
      }
    }
  }

  /** Each step waits on the next, and the last one on the first. */
  private closeCircle(steps: readonly Step[], { ref }: AwaitedRow): void {
    const refs = [...steps.slice(1).map(({ row }) => row?.ref ?? ''), ref];
    for (const { id } of steps) {
      if (!this.known.has(id)) this.known.set(id, { unknown: { code: 'waitsInCircle', refs } });
    }
  }

  private waitsOf(item: string): readonly AwaitedRow[] {
    return this.rowsByItem.get(item) ?? [];
  }

  /** The requests that it waits on are known. Each one takes about 1 ms, until the days are more than two years ahead. */
  private after(throughput: BoardThroughput, ahead: number, waitsOn: readonly AwaitedRow[]): Odds {
    const own = throughput.completion(ahead);
    if ('unknown' in own || waitsOn.length === 0) return own;
    const next = throughput.completion(1);
    if ('unknown' in next) return next;
    const awaited: Completion[] = [];
    for (const { requestId, ref } of waitsOn) {
      const odds = this.known.get(requestId) ?? { unknown: { code: 'awaited', ref } };
      if ('unknown' in odds) return odds;
      awaited.push(odds);
    }
    const odds = completionAfter(own, next, awaited);
    return daysOfCompletion(odds).p85 === null ? { unknown: { code: 'tooFar' } } : odds;
  }

  /** Names the request if its own board has no forecast. If a request further along the chain has none, that request is named. */
  private ofRequest({ requestId, boardId, ref, position, ahead }: AwaitedRow): Odds {
    const flow = this.flows.get(boardId);
    const place = ahead ?? (flow && position !== null ? flow.undelivered + position : null);
    const odds = flow && place !== null ? this.after(flow.throughput, place, this.waitsOf(requestId)) : null;
    if (odds && !('unknown' in odds && isOwn(odds.unknown))) return odds;
    return { unknown: { code: 'awaited', ref } };
  }
}

/** Whether only the request itself has no forecast for this reason. What waits on work too far ahead is too far ahead too. */
function isOwn({ code }: UnknownForecast): boolean {
  return code !== 'awaited' && code !== 'waitsInCircle' && code !== 'tooFar';
}
