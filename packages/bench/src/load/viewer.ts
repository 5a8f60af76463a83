import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { onLine } from './response-lines.js';

/** A browser tab that watches a board: an open event stream with the documents of what changed. */
export class Viewer {
  private readonly sent: ClientRequest;
  private readonly opening: Promise<void>;
  private arrived: () => void = () => {};
  private failure: Error | null = null;
  /** The number of the last event that it received. */
  seq = 0;
  /** What it received, in bytes. */
  bytes = 0;

  constructor(origin: string, token: string, path: string) {
    const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' };
    this.sent = request(`${origin}${path}/events?documents=true`, { headers });
    this.sent.on('error', (error) => this.fail(error)).end();
    this.opening = new Promise((resolve) => {
      this.sent.on('response', (answer) => {
        if (answer.statusCode === 200) this.read(answer);
        else this.fail(new Error(`a stream got the status ${answer.statusCode}`));
        resolve();
      });
      this.sent.on('close', resolve);
    });
  }

  /** Resolves when the stream is open. It receives later events only. */
  async opened(): Promise<void> {
    await this.opening;
    if (this.failure) throw this.failure;
  }

  /** Resolves when the event with this number has arrived, and rejects if the stream fails or ends. */
  async has(seq: number): Promise<void> {
    while (this.seq < seq) {
      if (this.failure) throw this.failure;
      await new Promise<void>((resolve) => {
        this.arrived = resolve;
      });
    }
  }

  close(): void {
    this.sent.destroy();
  }

  private fail(error: Error): void {
    this.failure ??= error;
    this.arrived();
  }

  private read(answer: IncomingMessage): void {
    onLine(answer, (line) => {
      if (!line.startsWith('id:')) return;
      this.seq = Number(line.slice(3));
      this.arrived();
    });
    answer.on('data', (text: string) => {
      this.bytes += Buffer.byteLength(text);
    });
    answer.on('error', (error) => this.fail(error));
    answer.on('close', () => this.fail(new Error('a stream has ended')));
  }
}
