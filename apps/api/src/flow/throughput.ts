import { createHash } from 'node:crypto';
import {
  type Calendar,
  type Completion,
  dailyDeliveries,
  daysOfCompletion,
  type Forecast,
  firstWorkingDay,
  forecastDeliveries,
  type PlainDate,
  simulateQuestion,
  type Throughput,
  tooThin,
  trialsOfQueue,
  type UnknownForecast,
} from '@weir/domain';
import type { FlowRow } from './forecasts.repository.js';

const blockSize = 16;
/** The share of simulations that a forecast needs, which is that of its p85. */
const surest = 0.85;

/** The seed of a board's simulations on a day, so that asking twice gives the same forecast. A signed 32-bit integer. */
export function simulationSeed(boardId: string, day: PlainDate): number {
  return createHash('sha256').update(`${boardId}/${day}`).digest().readInt32LE(0);
}

/** What a board's forecasts draw from. */
export function throughputOf({ boardId, today, from, history }: FlowRow): Throughput {
  return { history: history ?? [], from, today, seed: simulationSeed(boardId, today) };
}

/** A board's throughput, with the forecasts made from it: each is computed once. Their dates are days on which the board works. */
export class BoardThroughput {
  private readonly known = new Map<number, Forecast>();
  private readonly completions = new Map<number, Completion>();

  private constructor(
    readonly history: Throughput,
    /** How many delivered cards it is based on. */
    readonly sample: number,
    private readonly calendar: Calendar,
    private readonly mark: string,
  ) {}

  /** The old one with its forecasts, if nothing has changed. */
  static from(row: FlowRow, old: BoardThroughput | undefined): BoardThroughput {
    const { today, from, history, timeZone, workingHours } = row;
    const mark = JSON.stringify([today, from, history, timeZone, workingHours]);
    if (old?.mark === mark) return old;
    const throughput = throughputOf(row);
    const { sample } = dailyDeliveries(throughput);
    return new BoardThroughput(throughput, sample, { timeZone, workingHours }, mark);
  }

  /**
   * `aheads` as in `forecastDelivery`: 1 is the next card. New ones come from one simulation, with their neighbours, which
   * cost next to nothing in it: a queue that grows by one request at a time is simulated once in 16.
   */
  forecasts(aheads: readonly number[]): Forecast[] {
    const fresh = aheads.filter((ahead) => !this.known.has(ahead));
    if (fresh.length > 0) this.simulate([...new Set(fresh.map((ahead) => Math.ceil(ahead / blockSize)))]);
    return aheads.map((ahead) => this.known.get(ahead) as Forecast);
  }

  /** The probability that the card at this place is delivered by each day, or why it is unknown. */
  completion(ahead: number): Completion | { unknown: UnknownForecast } {
    const deliveries = dailyDeliveries(this.history);
    const unknown = tooThin(deliveries, this.history);
    if (unknown) return { unknown };
    const known = this.completions.get(ahead);
    if (known) return known;
    const question = { items: ahead, by: null, calendar: this.calendar };
    const { completion } = simulateQuestion(deliveries, this.history, question, trialsOfQueue);
    if (!completion || (completion.odds.at(-1) ?? 0) < surest) return { unknown: { code: 'tooFar' } };
    this.completions.set(ahead, completion);
    return completion;
  }

  /** The forecast of a card with these probabilities. */
  forecastOf(completion: Completion): Forecast {
    const { p50, p85 } = daysOfCompletion(completion);
    if (p50 === null || p85 === null) return { unknown: { code: 'tooFar' } };
    return this.onWorkingDays({ p50, p85, sample: this.sample, from: this.history.from });
  }

  private simulate(blocks: number[]): void {
    const aheads = blocks.flatMap((block) =>
      Array.from({ length: blockSize }, (_, at) => (block - 1) * blockSize + at + 1),
    );
    for (const [at, forecast] of forecastDeliveries(this.history, aheads).entries()) {
      this.known.set(aheads[at] as number, this.onWorkingDays(forecast));
    }
  }

  private onWorkingDays(forecast: Forecast): Forecast {
    if ('unknown' in forecast) return forecast;
    const [p50, p85] = [forecast.p50, forecast.p85].map((day) => firstWorkingDay(day, this.calendar));
    return { ...forecast, p50: p50 as PlainDate, p85: p85 as PlainDate };
  }
}
