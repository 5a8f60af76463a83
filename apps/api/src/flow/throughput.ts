import { createHash } from 'node:crypto';
import { type Forecast, forecastDeliveries, type PlainDate, type Throughput } from '@weir/domain';
import type { FlowRow } from './forecasts.repository.js';

const atOnce = 16;

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

  /**
   * `aheads` as `forecastDelivery` has them: 1 is the next card. What is new comes by one simulation, with its neighbours,
   * which cost next to nothing there: a queue that grows by one request after the other is simulated once in 16.
   */
  forecasts(aheads: readonly number[]): Forecast[] {
    const fresh = aheads.filter((ahead) => !this.made.has(ahead));
    if (fresh.length > 0) this.make([...new Set(fresh.map((ahead) => Math.ceil(ahead / atOnce)))]);
    return aheads.map((ahead) => this.made.get(ahead) as Forecast);
  }

  private make(blocks: number[]): void {
    const aheads = blocks.flatMap((block) =>
      Array.from({ length: atOnce }, (_, at) => (block - 1) * atOnce + at + 1),
    );
    for (const [at, forecast] of forecastDeliveries(this.throughput, aheads).entries()) {
      this.made.set(aheads[at] as number, forecast);
    }
  }
}
