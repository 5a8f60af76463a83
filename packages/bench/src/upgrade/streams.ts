import { request } from 'node:http';
import { onLine } from '../load/response-lines.js';
import type { Balancer } from './balancer.js';
import type { LoadedBoard } from './loaded-board.js';

/** A stream of a board's events. After each end it continues at another instance, after the last event that it received. */
export class ResumingStream {
  /** Sentences about missing events, duplicates and failed connections. */
  readonly faults: string[] = [];
  reconnections = -1;
  private stopped = false;
  private closing: () => void = () => {};
  private readonly running: Promise<void>;

  constructor(
    private readonly balancer: Balancer,
    private readonly token: string,
    readonly board: LoadedBoard,
    /** The last event that it received. */
    public seq: number,
  ) {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.closing();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      await this.once().catch((error: Error) => this.faults.push(`stream: ${error.message}`));
      if (!this.stopped) await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  private async once(): Promise<void> {
    const { origin, name } = this.balancer.next();
    this.reconnections += 1;
    const headers = {
      authorization: `Bearer ${this.token}`,
      accept: 'text/event-stream',
      'last-event-id': String(this.seq),
    };
    return new Promise((resolve, reject) => {
      const sent = request(`${origin}${this.board.path}/events`, { headers });
      this.closing = () => sent.destroy();
      sent.on('error', () => resolve());
      sent.on('response', (answer) => {
        if (answer.statusCode !== 200) reject(new Error(`${name} answered ${answer.statusCode}`));
        onLine(answer, (line) => this.take(line, name));
        answer.on('error', () => resolve());
        answer.on('close', () => resolve());
      });
      sent.end();
    });
  }

  private take(line: string, name: string): void {
    if (line === 'event: resync') this.faults.push(`${name} could not continue after event ${this.seq}`);
    if (!line.startsWith('id:')) return;
    const seq = Number(line.slice(3));
    if (seq !== this.seq + 1) this.faults.push(`${name} sent event ${seq} after ${this.seq}`);
    this.seq = seq;
  }
}
