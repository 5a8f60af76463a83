import { Injectable, Logger } from '@nestjs/common';
import type { Forecast, WeeklyCapacity } from '@weir/contract';
import {
  type Forecast as Computed,
  forecastDeliveredWithin,
  type GateCause,
  startOfDay,
  type UnknownForecast,
} from '@weir/domain';
import { LRUCache } from 'lru-cache';
import { Clock } from '../clock.js';
import { codedText } from '../coded-text.js';
import type { BoardIds } from '../database/board-ids.js';
import { ok, type Result, refuse } from '../result.js';
import { ForecastsRepository, type Given } from './forecasts.repository.js';
import { Pace } from './throughput.js';

/** A request in the queue of its board, at a place from 1. */
export type Queued = { boardId: string; id: string; position: number };
type Flow = { minute: number; pace: Pace; undelivered: number; timeZone: string };

const aMinute = 60_000;
const saturation: GateCause['code'] = 'saturationLasts';

/**
 * When work that is asked for now would be delivered, from what the board itself delivered. What is ahead of a card
 * are all cards that are neither delivered nor archived, wherever they stand, and those of the requests before it.
 * What was delivered is read once a minute a board: today does not count in it, so that it hardly ever changes.
 */
@Injectable()
export class ForecastsService {
  private readonly known = new LRUCache<string, Flow>({ max: 1_000 });
  /** What has been written down already, so that reading it again writes nothing. */
  private readonly given = new LRUCache<string, true>({ max: 50_000 });
  private readonly log = new Logger('Forecasts');

  constructor(
    private readonly repository: ForecastsRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Of requests that wait, on any boards: as if each were accepted now. They are kept, so that they can be scored:
   * one statement, and a second where one of them was not told yet today. Keeping them never fails the read.
   */
  async ofQueue(workspaceId: string, queued: readonly Queued[]): Promise<Forecast[]> {
    const flows = await this.flows(
      workspaceId,
      queued.map(({ boardId }) => boardId),
    );
    const all = queued.map((each) => {
      const { pace, undelivered } = flows.get(each.boardId) as Flow;
      return { ...each, pace, ahead: undelivered + each.position };
    });
    // One simulation a board, in which each then finds its own.
    for (const [pace, those] of Map.groupBy(all, (each) => each.pace)) {
      pace.forecasts(those.map(({ ahead }) => ahead));
    }
    const told = all.map(({ pace, boardId, id, ahead }) => ({
      boardId,
      requestId: id,
      day: pace.throughput.today,
      ahead,
      sample: pace.sample,
      forecast: pace.forecasts([ahead])[0] as Computed,
    }));
    await this.keep(workspaceId, told);
    return told.map(({ forecast }) => shown(forecast));
  }

  /** Of what would be delivered at a place behind all that the board has not delivered: 1 is the next after it. */
  async behind({ workspaceId, boardId }: BoardIds, place: number): Promise<Forecast> {
    const flow = (await this.flows(workspaceId, [boardId])).get(boardId) as Flow;
    return shown(flow.pace.forecasts([flow.undelivered + place])[0] as Computed);
  }

  /** As `behind`, of how the board stood within the minute: for what must cost no statement, as a flood of refusals. */
  async lately({ workspaceId, boardId }: BoardIds, place: number): Promise<Forecast> {
    const flow = await this.lastFlow({ workspaceId, boardId });
    return shown(flow.pace.forecasts([flow.undelivered + place])[0] as Computed);
  }

  /**
   * When a gate that moved by itself since the board is saturated may find room again: with the next delivery, at the
   * beginning of the day that is as likely as not. Null for a gate with another cause, and where nobody knows.
   */
  async endOfSaturation(place: BoardIds, gateCause: string | null): Promise<Date | null> {
    if (gateCause !== saturation) return null;
    const { pace, timeZone } = await this.lastFlow(place);
    const next = pace.forecasts([1])[0] as Computed;
    return 'unknown' in next ? null : startOfDay(next.p50, timeZone);
  }

  /** If a trade displaced the card now: behind all that is not delivered and the card that takes its place. */
  async ofDisplaced(place: BoardIds, number: number): Promise<Result<Forecast>> {
    const card = await this.repository.card(place, number);
    if (!card) return refuse('not-found');
    if (card.archived) return ok(shown({ unknown: { code: 'archived' } }));
    if (card.delivered) return ok(shown({ unknown: { code: 'delivered' } }));
    return ok(await this.behind(place, 1));
  }

  /** How many cards so many days deliver, from tomorrow on. */
  async deliveries({ workspaceId, boardId }: BoardIds, days: number): Promise<WeeklyCapacity> {
    const { pace } = (await this.flows(workspaceId, [boardId])).get(boardId) as Flow;
    return shown(forecastDeliveredWithin({ ...pace.throughput, days }));
  }

  private async lastFlow({ workspaceId, boardId }: BoardIds): Promise<Flow> {
    const flow = this.known.get(nameOf({ workspaceId, boardId }));
    if (flow?.minute === this.minute()) return flow;
    return (await this.flows(workspaceId, [boardId])).get(boardId) as Flow;
  }

  private async flows(workspaceId: string, boardIds: readonly string[]): Promise<Map<string, Flow>> {
    const all = [...new Set(boardIds)];
    if (all.length === 0) return new Map();
    const minute = this.minute();
    const stood = new Map(all.map((boardId) => [boardId, this.known.get(nameOf({ workspaceId, boardId }))]));
    const stale = all.filter((boardId) => stood.get(boardId)?.minute !== minute);
    const rows = await this.repository.flow(workspaceId, all, this.clock.now(), stale);
    const flows = rows.map((row): [string, Flow] => {
      const old = stood.get(row.boardId);
      const pace = row.history === null && old ? old.pace : Pace.of(row, old?.pace);
      const flow = { minute, pace, undelivered: row.undelivered, timeZone: row.timeZone };
      this.known.set(nameOf({ workspaceId, boardId: row.boardId }), flow);
      return [row.boardId, flow];
    });
    return new Map(flows);
  }

  private async keep(workspaceId: string, told: readonly Given[]): Promise<void> {
    const fresh = told.filter((each) => !this.given.has(markOf(each)));
    if (fresh.length === 0) return;
    try {
      await this.repository.keep(workspaceId, fresh, this.clock.now());
      for (const each of fresh) this.given.set(markOf(each), true);
    } catch (error) {
      this.log.warn(`forecasts were given and not kept: ${error}`);
    }
  }

  private minute(): number {
    return Math.floor(this.clock.now().getTime() / aMinute);
  }
}

/** A forecast as answers have it: why there is none is a text. */
function shown<Known extends object>(
  forecast: Known | { unknown: UnknownForecast },
): Exclude<Known, { unknown: UnknownForecast }> | { unknown: string } {
  return 'unknown' in forecast
    ? { unknown: codedText('forecast', forecast.unknown as UnknownForecast) }
    : (forecast as Exclude<Known, { unknown: UnknownForecast }>);
}

function nameOf({ workspaceId, boardId }: BoardIds): string {
  return `${workspaceId}/${boardId}`;
}

function markOf({ requestId, day, ahead }: Given): string {
  return `${requestId}/${day}/${ahead}`;
}
