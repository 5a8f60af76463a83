import { Injectable, Logger } from '@nestjs/common';
import type { Forecast, WeeklyCapacity } from '@weir/contract';
import {
  type Forecast as Computed,
  forecastDeliveredWithin,
  type GateCause,
  type PlainDate,
  startOfDay,
  type UnknownForecast,
} from '@weir/domain';
import { LRUCache } from 'lru-cache';
import { Clock } from '../clock.js';
import { codedText } from '../coded-text.js';
import type { BoardIds } from '../database/board-ids.js';
import { Together } from '../database/together.js';
import { errorText } from '../error-text.js';
import { growingCache } from '../growing-cache.js';
import { WaitGraphService } from '../waits/graph/wait-graph.service.js';
import { WaitingForecasts } from './after-waits.js';
import { ForecastsRepository, type GivenForecast } from './forecasts.repository.js';
import { ShownForecasts } from './scoring/shown-forecasts.service.js';
import { BoardThroughput } from './throughput.js';

/**
 * A request in the queue of its board, at a position from 1; or accepted, with this many cards to be delivered until its own
 * is, that one included.
 */
export type OpenRequest = { boardId: string; id: string } & (
  | { position: number; ahead?: never }
  | { position?: never; ahead: number }
);
type Flow = {
  minute: number;
  throughput: BoardThroughput;
  undelivered: number;
  timeZone: string;
  waits: boolean;
};

const minuteMs = 60_000;
const saturation: GateCause['code'] = 'saturationLasts';
const downstream: GateCause['code'] = 'downstreamFull';

/**
 * Forecasts of when requested work would be delivered, from what the board itself delivered. Ahead of a card are all
 * cards that are neither delivered nor archived, in any column, and the requests before it. What was delivered is read
 * once a minute for each board: today does not count, so it hardly ever changes.
 */
@Injectable()
export class ForecastsService {
  private readonly flowsByBoard = new LRUCache<string, Flow>({ max: 1_000 });
  /** Forecasts that are stored already, so that reading them again writes nothing. */
  private readonly stored = growingCache<true>(50_000);
  private readonly downstream = new LRUCache<string, Promise<Date | null>>({ max: 1_000 });
  private readonly log = new Logger('Forecasts');
  private readonly reads = new Together(async (workspaceId, asks: (readonly string[])[]) => {
    const flows = await this.readFlows(workspaceId, asks.flat());
    return asks.map(() => flows);
  });
  private readonly stores = new Together(async (workspaceId, asks: (readonly GivenForecast[])[]) => {
    await this.repository.store(workspaceId, asks.flat(), this.clock.now());
    return asks;
  });

  constructor(
    private readonly repository: ForecastsRepository,
    private readonly graph: WaitGraphService,
    private readonly shown: ShownForecasts,
    private readonly clock: Clock,
  ) {}

  /** A wait of the board began or ended: reads its flow again and keeps its simulations. */
  forget(board: BoardIds): void {
    const flow = this.flowsByBoard.get(nameOf(board));
    if (flow) this.flowsByBoard.set(nameOf(board), { ...flow, minute: Number.NEGATIVE_INFINITY });
  }

  /**
   * Forecasts of requests on any boards: of waiting ones as if each were accepted now, of accepted ones as their cards
   * are on the board. They are stored to be scored later: one statement, and a second where one of them is new today.
   * A failure to store never fails the read.
   */
  async ofRequests(workspaceId: string, requests: readonly OpenRequest[]): Promise<Forecast[]> {
    const given = await this.computed(workspaceId, requests);
    return given.map(({ forecast }) => toForecast(forecast));
  }

  /** The same as dates, or why there are none. */
  async computed(workspaceId: string, requests: readonly OpenRequest[]): Promise<GivenForecast[]> {
    const flows = await this.flowsOf(workspaceId, requests);
    const all = requests.map((each) => {
      const { throughput, undelivered } = flows.get(each.boardId) as Flow;
      return { ...each, throughput, ahead: each.ahead ?? undelivered + each.position };
    });
    // One simulation for each board, from which each request then reads its own.
    for (const [throughput, sameBoard] of Map.groupBy(all, (each) => each.throughput)) {
      throughput.forecasts(sameBoard.map(({ ahead }) => ahead));
    }
    const waiting = await this.waiting(workspaceId, requests, flows);
    const given = all.map(({ throughput, boardId, id, ahead }) => ({
      boardId,
      requestId: id,
      day: throughput.history.today,
      ahead,
      sample: throughput.sample,
      forecast: waiting?.forecast(id, boardId, ahead) ?? (throughput.forecasts([ahead])[0] as Computed),
    }));
    await this.store(workspaceId, given);
    return given;
  }

  /**
   * Forecasts of accepted work for a write that is about to start: it has no connection to spare for them, and the write
   * itself decides how many cards are ahead.
   */
  async before({ workspaceId, boardId }: BoardIds): Promise<(ahead: number) => Computed> {
    const { throughput } = await this.lastFlow({ workspaceId, boardId });
    return (ahead) => throughput.forecasts([ahead])[0] as Computed;
  }

  /**
   * The forecast at the door: of a position behind everything that the board has not delivered, where 1 is the next after it. It is
   * stored to be scored, and nobody waits for that.
   */
  async behind({ workspaceId, boardId }: BoardIds, position: number): Promise<Forecast> {
    const flow = (await this.flows(workspaceId, [boardId])).get(boardId) as Flow;
    return this.atDoor({ workspaceId, boardId }, flow, position);
  }

  /** As `behind`, from figures up to a minute old, so that a flood of refusals costs no statement. */
  async recentlyBehind({ workspaceId, boardId }: BoardIds, position: number): Promise<Forecast> {
    const flow = await this.lastFlow({ workspaceId, boardId });
    return this.atDoor({ workspaceId, boardId }, flow, position);
  }

  private atDoor(board: BoardIds, { throughput, undelivered }: Flow, position: number): Forecast {
    const { sample, history } = throughput;
    const ahead = undelivered + position;
    const forecast = throughput.forecasts([ahead])[0] as Computed;
    this.shown.showPlace(board, { kind: 'door', card: null, today: history.today, ahead, sample, forecast });
    return toForecast(forecast);
  }

  /**
   * When the saturation that moved a gate may end: with the next delivery of the board, or of a board that it waits on. Null for a gate
   * with another cause, and if unknown.
   */
  async nextDeliveryAt(board: BoardIds, gateCause: string | null): Promise<Date | null> {
    if (gateCause === downstream) return this.nextDeliveryDownstream(board);
    return gateCause === saturation ? this.nextDelivery(board) : null;
  }

  /** The first delivery of a board that this board waits on, kept for a minute, so that many refusals cost no statement. */
  private nextDeliveryDownstream(board: BoardIds): Promise<Date | null> {
    const name = `${nameOf(board)}/${this.minute()}`;
    const known = this.downstream.get(name);
    if (known) return known;
    const reading = this.graph.readBehind(board).then(async ({ boards }) => {
      const edges = boards.get(board.boardId)?.edges ?? [];
      const days = await Promise.all(edges.map(({ on }) => this.nextDelivery({ ...board, boardId: on })));
      return days.reduce((first, day) => (day && (!first || day < first) ? day : first), null);
    });
    this.downstream.set(name, reading);
    reading.catch(() => this.downstream.delete(name));
    return reading;
  }

  /** The beginning of its median day; null if unknown. */
  private async nextDelivery(board: BoardIds): Promise<Date | null> {
    const { throughput, timeZone } = await this.lastFlow(board);
    const next = throughput.forecasts([1])[0] as Computed;
    return 'unknown' in next ? null : startOfDay(next.p50, timeZone);
  }

  /** An item of a board (as in weir.open_waits) at several places, with what it waits on, and the day of the board. */
  async ofItem(
    { workspaceId, boardId }: BoardIds,
    item: string,
    placesOf: (undelivered: number) => readonly number[],
  ): Promise<{ today: PlainDate; sample: number; forecasts: Computed[] }> {
    const flows = await this.flows(workspaceId, [boardId]);
    const { throughput, undelivered } = flows.get(boardId) as Flow;
    const places = placesOf(undelivered);
    const own = throughput.forecasts(places);
    const waiting = await this.waiting(workspaceId, [{ boardId, id: item }], flows);
    const forecasts = places.map(
      (ahead, at) => waiting?.forecast(item, boardId, ahead) ?? (own[at] as Computed),
    );
    return { today: throughput.history.today, sample: throughput.sample, forecasts };
  }

  /** The data for forecasts of these items (requests, and cards without a request); null if none of them waits. */
  private async waiting(
    workspaceId: string,
    items: readonly { boardId: string; id: string }[],
    known: ReadonlyMap<string, Flow>,
  ): Promise<WaitingForecasts | null> {
    const onBoardsThatWait = items.filter(({ boardId }) => known.get(boardId)?.waits);
    if (onBoardsThatWait.length === 0) return null;
    const rows = await this.graph.behind(workspaceId, onBoardsThatWait);
    if (rows.length === 0) return null;
    const more = rows.flatMap(({ boardId }) => (known.has(boardId) ? [] : [boardId]));
    return new WaitingForecasts(rows, new Map([...known, ...(await this.flows(workspaceId, more))]));
  }

  /** How many cards the board delivers in this many days, from tomorrow on. */
  async deliveries({ workspaceId, boardId }: BoardIds, days: number): Promise<WeeklyCapacity> {
    const { throughput } = (await this.flows(workspaceId, [boardId])).get(boardId) as Flow;
    return toForecast(forecastDeliveredWithin({ ...throughput.history, days }));
  }

  /** What is ahead of waiting requests is counted now; the rest may be a minute old. */
  private async flowsOf(
    workspaceId: string,
    requests: readonly OpenRequest[],
  ): Promise<ReadonlyMap<string, Flow>> {
    const known = new Map<string, Flow>();
    const wanted = new Set<string>();
    for (const { boardId, position } of requests) {
      const flow = this.flowsByBoard.get(nameOf({ workspaceId, boardId }));
      if (position === undefined && flow?.minute === this.minute()) known.set(boardId, flow);
      else wanted.add(boardId);
    }
    return new Map([...known, ...(await this.flows(workspaceId, [...wanted]))]);
  }

  private async lastFlow({ workspaceId, boardId }: BoardIds): Promise<Flow> {
    const flow = this.flowsByBoard.get(nameOf({ workspaceId, boardId }));
    if (flow?.minute === this.minute()) return flow;
    return (await this.flows(workspaceId, [boardId])).get(boardId) as Flow;
  }

  /** Of these boards, and perhaps of others. */
  private async flows(workspaceId: string, boardIds: readonly string[]): Promise<Map<string, Flow>> {
    return boardIds.length === 0 ? new Map() : this.reads.ask(workspaceId, boardIds);
  }

  private async readFlows(workspaceId: string, boardIds: readonly string[]): Promise<Map<string, Flow>> {
    const all = [...new Set(boardIds)];
    const minute = this.minute();
    const known = new Map(
      all.map((boardId) => [boardId, this.flowsByBoard.get(nameOf({ workspaceId, boardId }))]),
    );
    const stale = all.filter((boardId) => known.get(boardId)?.minute !== minute);
    const rows = await this.repository.flow(workspaceId, all, this.clock.now(), { withHistory: stale });
    const flows = rows.map((row): [string, Flow] => {
      const old = known.get(row.boardId);
      const throughput =
        row.history === null && old ? old.throughput : BoardThroughput.from(row, old?.throughput);
      const { undelivered, timeZone, waits } = row;
      const flow = { minute, throughput, undelivered, timeZone, waits };
      this.flowsByBoard.set(nameOf({ workspaceId, boardId: row.boardId }), flow);
      return [row.boardId, flow];
    });
    return new Map(flows);
  }

  /** Stores forecasts of requests, each once. A failure is only logged. */
  async store(workspaceId: string, given: readonly GivenForecast[]): Promise<void> {
    const fresh = given.filter((each) => !this.stored.has(markOf(each)));
    if (fresh.length === 0) return;
    try {
      await this.stores.ask(workspaceId, fresh);
      for (const each of fresh) this.stored.set(markOf(each), true);
    } catch (error) {
      this.log.warn(`forecasts were given and not stored: ${errorText(error)}`);
    }
  }

  private minute(): number {
    return Math.floor(this.clock.now().getTime() / minuteMs);
  }
}

/** A forecast as responses have it: without a forecast, the reason is a text. */
export function toForecast<Known extends object>(
  forecast: Known | { unknown: UnknownForecast },
): Exclude<Known, { unknown: UnknownForecast }> | { unknown: string } {
  return 'unknown' in forecast
    ? { unknown: codedText('forecast', forecast.unknown as UnknownForecast) }
    : (forecast as Exclude<Known, { unknown: UnknownForecast }>);
}

function nameOf({ workspaceId, boardId }: BoardIds): string {
  return `${workspaceId}/${boardId}`;
}

function markOf({ requestId, day, ahead }: GivenForecast): string {
  return `${requestId}/${day}/${ahead}`;
}
