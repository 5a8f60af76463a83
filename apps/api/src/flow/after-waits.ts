import { type Completion, completionAfter, type Forecast, type UnknownForecast } from '@weir/domain';
import type { AwaitedRow } from '../waits/graph/wait-graph.service.js';
import type { BoardThroughput } from './throughput.js';

/** The most steps of a chain of waits. Work at the end of a longer chain has no forecast. */
const mostSteps = 20;

type Odds = Completion | { unknown: UnknownForecast };
/** How a board delivers, and how many of its cards are neither delivered nor archived. */
type BoardFlow = { throughput: BoardThroughput; undelivered: number };

/**
 * Forecasts of work that waits on requests of other boards, which may wait themselves: see `completionAfter`. `rows` has the requests
 * that each item waits on. Each request is computed once, however many items wait on it.
 */
export class WaitingForecasts {
  private readonly rowsByItem: Map<string, AwaitedRow[]>;
  private readonly known = new Map<string, Odds>();
  /** The results that depend on where a chain was entered. They are computed again for other items. */
  private readonly passing = new Set<Odds>();

  constructor(
    rows: readonly AwaitedRow[],
    private readonly flows: ReadonlyMap<string, BoardFlow>,
  ) {
    this.rowsByItem = Map.groupBy(rows, ({ item }) => item);
  }

  /** The item of a board at this place; null if it waits on nothing. */
  forecast(item: string, boardId: string, ahead: number): Forecast | null {
    const rows = this.rowsByItem.get(item);
    const flow = this.flows.get(boardId);
    if (!rows || !flow) return null;
    const odds = this.after(flow.throughput, ahead, rows, [{ id: item, ref: '' }]);
    return 'unknown' in odds ? odds : flow.throughput.forecastOf(odds);
  }

  private after(
    throughput: BoardThroughput,
    ahead: number,
    rows: readonly AwaitedRow[],
    path: readonly { id: string; ref: string }[],
  ): Odds {
    const own = throughput.completion(ahead);
    if ('unknown' in own) return own;
    const next = throughput.completion(1);
    if ('unknown' in next) return next;
    const awaited: Completion[] = [];
    for (const row of rows) {
      const odds = this.ofRequest(row, path);
      if ('unknown' in odds) return odds;
      awaited.push(odds);
    }
    return completionAfter(own, next, awaited);
  }

  private ofRequest(row: AwaitedRow, path: readonly { id: string; ref: string }[]): Odds {
    const { requestId, boardId, ref, position, ahead } = row;
    const at = path.findIndex(({ id }) => id === requestId);
    if (at !== -1) {
      const refs = [...path.slice(at + 1).map((each) => each.ref), ref];
      const inCircle = { unknown: { code: 'waitsInCircle', refs } as const };
      this.passing.add(inCircle);
      return inCircle;
    }
    const known = this.known.get(requestId);
    if (known) return known;
    if (path.length > mostSteps) {
      const tooLong = { unknown: { code: 'awaited', ref } as const };
      this.passing.add(tooLong);
      return tooLong;
    }
    const flow = this.flows.get(boardId);
    const place = ahead ?? (flow && position !== null ? flow.undelivered + position : null);
    const odds =
      flow && place !== null
        ? this.at(flow.throughput, place, row, path)
        : { unknown: { code: 'awaited', ref } as const };
    if (!this.passing.has(odds)) this.known.set(requestId, odds);
    return odds;
  }

  /** Names the request if its own board has no forecast. If a request further along the chain has none, that request is named. */
  private at(
    throughput: BoardThroughput,
    place: number,
    { requestId, ref }: AwaitedRow,
    path: readonly { id: string; ref: string }[],
  ): Odds {
    const rows = this.rowsByItem.get(requestId);
    const odds = rows
      ? this.after(throughput, place, rows, [...path, { id: requestId, ref }])
      : throughput.completion(place);
    if (!('unknown' in odds) || odds.unknown.code === 'awaited' || odds.unknown.code === 'waitsInCircle')
      return odds;
    return { unknown: { code: 'awaited', ref } };
  }
}
