import { createHash } from 'node:crypto';
import { type Forecast, forecastsOf, type PlainDate, type Throughput } from '@weir/domain';
import type { FlowRow } from './forecasts.repository.js';

/** The seed of a board's simulations on a day, so that who asks twice is told the same. A signed 32-bit integer. */
export function seedOf(boardId: string, day: PlainDate): number {
  return createHash('sha256').update(`${boardId}/${day}`).digest().readInt32LE(0);
}

/** What a board delivers, and the forecasts that were made of it: each is worked out once. */
export class Pace {
  private readonly made = new Map<number, Forecast>();

  private constructor(
    readonly throughput: Throughput,
    /** So many delivered cards say so. */
    readonly sample: number,
    private readonly mark: string,
  ) {}

  /** The old one, with what it has worked out, where nothing has changed. */
  static of({ boardId, today, from, history }: FlowRow, old: Pace | undefined): Pace {
    const mark = JSON.stringify([today, from, history]);
    if (old?.mark === mark) return old;
    const days = history ?? [];
    const sample = days.reduce((sum, { delivered }) => sum + delivered, 0);
    return new Pace({ history: days, from, today, seed: seedOf(boardId, today) }, sample, mark);
  }

  /** Those that are new by one simulation. `aheads` as `forecastOf` has them: 1 is the next card. */
  forecasts(aheads: readonly number[]): Forecast[] {
    const fresh = [...new Set(aheads)].filter((ahead) => !this.made.has(ahead));
    const forecasts = fresh.length > 0 ? forecastsOf(this.throughput, fresh) : [];
    for (const [at, ahead] of fresh.entries()) this.made.set(ahead, forecasts[at] as Forecast);
    return aheads.map((ahead) => this.made.get(ahead) as Forecast);
  }
}
