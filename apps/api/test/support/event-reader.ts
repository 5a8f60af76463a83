import { EventEmitter, once } from 'node:events';
import { Event } from '@weir/contract';
import { type EventSourceMessage, EventSourceParserStream } from 'eventsource-parser/stream';
import type { Actor } from './intake-world.js';

export type Heard = {
  id: string;
  event: string;
  data: Record<string, unknown> & { seq: number; type?: string };
};

/** A client of `text/event-stream`. It keeps the messages it received, each a valid event, and can wait for more. */
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
    const took = performance.now() - begun;
    for (const { event, data } of this.heard) if (event !== 'resync') Event.parse(data);
    return took;
  }

  private async listen(): Promise<void> {
    const messages = this.answer.body
      ?.pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream());
    try {
      for await (const message of messages ?? []) this.take(message);
    } catch {
      // The connection was cut, by us or by the server.
    }
    this.ended = true;
    this.news.emit('some');
  }

  private take({ id = '', event = 'message', data }: EventSourceMessage): void {
    this.heard.push({ id, event, data: JSON.parse(data) });
    this.news.emit('some');
  }
}
