import { setTimeout as pause } from 'node:timers/promises';
import type { Problem } from '@weir/client';
import { type Latency, latencyOf } from '../measure/percentiles.js';
import { drawn, gapOf } from '../overload/random.js';
import type { BoardState } from './board-state.js';
import { allCalls } from './calls.js';
import { expectedRefusals, isRead, type Kind, kinds } from './mix.js';
import type { SoakWorld } from './soak-world.js';

/** The most open calls. If there are more, the machine is too busy for the load. */
const mostAtOnce = 100;

/** Sends calls at random times at a given mean rate, which does not depend on the answers. */
export class Traffic {
  /** The number of calls of each kind, and of expected refusals by code. */
  readonly sent: Partial<Record<Kind, number>> = {};
  readonly refused: Record<string, number> = {};
  /** The faults, a sentence each. */
  readonly faults: string[] = [];
  writes = 0;
  /** Calls that the API refused because the machine was busy. */
  overloaded = 0;
  unsent = 0;
  /** In quiet times only reads are sent. */
  isQuiet = false;
  private isPaused = false;
  private latencies: number[] = [];
  private stopped = false;
  private readonly running: Promise<void>;
  private readonly open = new Set<Promise<void>>();
  private readonly calls: ReturnType<typeof allCalls>;

  constructor(
    private readonly world: SoakWorld,
    private readonly states: BoardState[],
    private readonly perSecond: number,
    private readonly random: () => number,
  ) {
    this.calls = allCalls(world, random);
    this.running = this.run();
  }

  get total(): number {
    return Object.values(this.sent).reduce((sum, count) => sum + count, 0);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
    await Promise.all(this.open);
  }

  /** Sends no calls while this work runs. */
  async without(work: () => Promise<void>): Promise<void> {
    this.isPaused = true;
    await Promise.all(this.open);
    await work();
    this.isPaused = false;
  }

  /** The latencies of the calls since the last time, in milliseconds. */
  takeLatencies(): Latency {
    const taken = this.latencies;
    this.latencies = [];
    return latencyOf(taken);
  }

  private async run(): Promise<void> {
    let next = performance.now();
    while (!this.stopped) {
      next += gapOf(this.perSecond, this.random);
      await pause(Math.max(0, next - performance.now()));
      const { kind } = drawn(kinds, this.random);
      if (this.isPaused || (this.isQuiet && !isRead(kind))) continue;
      if (this.open.size >= mostAtOnce) {
        this.unsent += 1;
        continue;
      }
      const call = this.call(kind);
      this.open.add(call);
      void call.finally(() => this.open.delete(call));
    }
  }

  private async call(kind: Kind): Promise<void> {
    const person = this.one(this.world.people);
    const begin = performance.now();
    try {
      const answer = await this.calls[kind](person, this.one(this.states));
      if (!answer) return;
      this.latencies.push(performance.now() - begin);
      this.sent[kind] = (this.sent[kind] ?? 0) + 1;
      if (!answer.error) {
        if (!isRead(kind)) this.writes += 1;
        return;
      }
      const { code } = answer.error as Problem;
      if (code === 'overloaded') this.overloaded += 1;
      else if (expectedRefusals[kind]?.includes(code)) this.refused[code] = (this.refused[code] ?? 0) + 1;
      else this.fault(kind, `${code}: ${JSON.stringify(answer.error).slice(0, 300)}`);
    } catch (error) {
      this.fault(kind, String((error as Error).message));
    }
  }

  private fault(kind: Kind, what: string): void {
    this.faults.push(`${new Date().toISOString()} ${kind}: ${what}`);
  }

  private one<Each>(of: readonly Each[]): Each {
    return of[Math.floor(this.random() * of.length)]!;
  }
}
