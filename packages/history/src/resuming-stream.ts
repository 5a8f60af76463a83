import { request } from 'node:http';
import { ReceivedSeqs } from './received-seqs.js';

type Source = { name: string; origin: string };
type Options = {
  /** The instance for the next connection. If this throws, the stream tries again. */
  next: () => Source;
  token: string;
  /** `/v1/workspaces/demo/boards/OPS` */
  path: string;
  /** The name of the board in faults. */
  board: string;
  /** The seq of the last event that it has. */
  seq: number;
  /** Whether it ignores refused connections. Otherwise each is a fault. */
  isPatient?: boolean;
};

/** Milliseconds before it connects again. */
const pause = 50;
/** Milliseconds without a byte after which a stream is dead. The API sends a comment every 1.5 seconds. */
const silence = 5_000;

/** A stream of a board's events. After each end it continues at the next instance, from the last event that it received. */
export class ResumingStream {
  readonly received: ReceivedSeqs;
  reconnections = -1;
  /** Whether an instance sends it events now. */
  isOpen = false;
  private stopped = false;
  private closing: () => void = () => {};
  private readonly running: Promise<void>;

  constructor(private readonly options: Options) {
    this.received = new ReceivedSeqs(options.board, options.seq);
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.closing();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      await this.once().catch(({ message }: Error) => {
        if (!this.options.isPatient) this.received.faults.push({ text: `stream: ${message}` });
      });
      this.isOpen = false;
      if (!this.stopped) await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  private async once(): Promise<void> {
    const { token, path, next } = this.options;
    const { origin, name } = next();
    this.reconnections += 1;
    const headers = {
      authorization: `Bearer ${token}`,
      accept: 'text/event-stream',
      'last-event-id': String(this.received.seq),
    };
    return new Promise((resolve, reject) => {
      const sent = request(`${origin}${path}/events`, { headers, timeout: silence });
      this.closing = () => sent.destroy();
      sent.on('timeout', () => sent.destroy());
      sent.on('error', () => resolve());
      sent.on('response', (answer) => {
        if (answer.statusCode !== 200) {
          answer.resume();
          reject(new Error(`${name} answered ${answer.statusCode}`));
          return;
        }
        this.isOpen = true;
        answer.setEncoding('utf8').on('data', this.received.connection(name));
        answer.on('error', () => resolve());
        answer.on('close', () => resolve());
      });
      sent.end();
    });
  }
}
