import { setTimeout as pause } from 'node:timers/promises';
import { ResumingStream } from '@weir/history';
import type { BoardState } from './board-state.js';
import type { SoakWorld } from './soak-world.js';

/** The shortest and longest time for which a stream is open, and then closed, in seconds. */
const open = [20, 240] as const;
const closed = [1, 30] as const;

/** Event streams that open and close. Each continues after the last event that it received. */
export class Visitors {
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>[];
  readonly faults: string[] = [];
  opened = 0;
  /** Streams that the API did not open because the machine was busy. */
  overloaded = 0;
  /** The number of times that the API ended a stream, which then continued. */
  ended = 0;

  constructor(
    private readonly world: SoakWorld,
    states: BoardState[],
    count: number,
    private readonly random: () => number,
  ) {
    this.running = Array.from({ length: count }, (_, n) => this.visit(n, states[n % states.length]!));
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running);
  }

  private async visit(n: number, { board, seq: began }: BoardState): Promise<void> {
    const { origin, people } = this.world;
    const next = () => ({ name: 'the API', origin });
    const { token } = people[n % people.length]!;
    let seq = began;
    while (!this.stopping.signal.aborted) {
      this.opened += 1;
      const stream = new ResumingStream({ next, token, path: board.path, board: board.key, seq });
      await this.wait(open);
      await stream.stop();
      seq = stream.received.seq;
      const texts = stream.received.faults.map(({ text }) => text);
      const refused = texts.filter((text) => text.endsWith('answered 503')).length;
      this.overloaded += refused;
      this.ended += stream.reconnections - refused;
      this.faults.push(...texts.filter((text) => !text.endsWith('answered 503')));
      await this.wait(closed);
    }
  }

  private async wait([least, most]: readonly [number, number]): Promise<void> {
    const milliseconds = (least + this.random() * (most - least)) * 1000;
    await pause(milliseconds, undefined, { signal: this.stopping.signal }).catch(() => {});
  }
}
