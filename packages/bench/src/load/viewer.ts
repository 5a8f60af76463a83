import { type ClientRequest, type IncomingMessage, request } from 'node:http';

/** A browser tab that watches a board: an open event stream with the documents of what changed. */
export class Viewer {
  private readonly sent: ClientRequest;
  private arrived: () => void = () => {};
  private rest = '';
  /** The number of the last event that it received. */
  seq = 0;
  /** What it received, in bytes. */
  bytes = 0;

  constructor(origin: string, token: string, path: string) {
    const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' };
    this.sent = request(`${origin}${path}/events?documents=true`, { headers }).on('response', (answer) => {
      if (answer.statusCode === 200) this.read(answer);
      else this.fail(new Error(`a stream was answered ${answer.statusCode}`));
    });
    this.sent.on('error', (error) => this.fail(error)).end();
  }

  private fail: (error: Error) => void = (error) => {
    throw error;
  };

  private read(answer: IncomingMessage): void {
    answer.setEncoding('utf8').on('data', (text: string) => {
      this.bytes += Buffer.byteLength(text);
      const lines = (this.rest + text).split('\n');
      this.rest = lines.pop() ?? '';
      for (const line of lines) if (line.startsWith('id:')) this.seq = Number(line.slice(3));
      this.arrived();
    });
    // The stream is ended on purpose.
    answer.on('error', () => {});
  }

  /** Resolves when the event with this number has arrived, and rejects if the stream fails. */
  async has(seq: number): Promise<void> {
    while (this.seq < seq) {
      await new Promise<void>((resolve, reject) => {
        this.arrived = resolve;
        this.fail = reject;
      });
    }
  }

  close(): void {
    this.sent.on('error', () => {}).destroy();
  }
}
