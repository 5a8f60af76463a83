import { EventEmitter, once } from 'node:events';
import type { Actor } from './intake-world.js';

export type Heard = {
  id: string;
  event: string;
  data: Record<string, unknown> & { seq: number; type?: string };
};

/** A client of `text/event-stream`: what it has heard, and the wait for more. */
export class EventReader {
  readonly heard: Heard[] = [];
  ended = false;
  private readonly news = new EventEmitter();

  private constructor(
    readonly answer: Response,
    private readonly control: AbortController,
  ) {
    void this.listen();
  }

  static async open(
    origin: string,
    path: string,
    who: Actor,
    headers: Record<string, string> = {},
  ): Promise<EventReader> {
    const control = new AbortController();
    const answer = await fetch(origin + path, {
      headers: { accept: 'text/event-stream', authorization: `Bearer ${who.token}`, ...headers },
      signal: control.signal,
    });
    return new EventReader(answer, control);
  }

  get seqs(): number[] {
    return this.heard.map(({ data }) => data.seq);
  }

  /** Cuts the connection, as a network does. */
  cut(): void {
    this.control.abort();
  }

  /** Until `holds`, or not within so many milliseconds. */
  async until(holds: (reader: EventReader) => boolean, within = 30_000): Promise<number> {
    const begun = performance.now();
    const late = AbortSignal.timeout(within);
    while (!holds(this)) {
      await once(this.news, 'some', { signal: late }).catch(() => {
        throw new Error(`heard only ${JSON.stringify(this.heard)}`);
      });
    }
    return performance.now() - begun;
  }

  private async listen(): Promise<void> {
    let text = '';
    try {
      for await (const part of this.answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        text += part;
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) this.take(block);
      }
    } catch {
      // Cut, by us or by the server.
    }
    this.ended = true;
    this.news.emit('some');
  }

  private take(block: string): void {
    const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s)));
    if (fields.data === undefined) return;
    this.heard.push({ id: fields.id, event: fields.event, data: JSON.parse(fields.data) });
    this.news.emit('some');
  }
}
