import { EventEmitter, once } from 'node:events';
import { Event, EventDocuments, FeedEntry } from '@weir/contract';
import { type EventSourceMessage, EventSourceParserStream } from 'eventsource-parser/stream';
import type { BoardUnderTest } from './board.js';
import type { Caller, HeaderValues } from './person.js';

export type ReceivedEvent = {
  id: string;
  event: string;
  data: Record<string, unknown> & { seq: number; type?: string; documents?: EventDocuments };
};

/** A client of an event stream, of a board or a workspace. It keeps the events it receives, checks them, and can wait for more. */
export class EventListener {
  readonly received: ReceivedEvent[] = [];
  ended = false;
  private checked = 0;
  private readonly news = new EventEmitter();

  private constructor(
    readonly answer: Response,
    readonly path: string,
    private readonly control: AbortController,
  ) {
    void this.listen();
  }

  static async open(
    who: Caller,
    { path }: Pick<BoardUnderTest, 'path'>,
    query = '',
    headers: HeaderValues = {},
  ): Promise<EventListener> {
    const control = new AbortController();
    const answer = await fetch(`${who.origin}${path}/events${query}`, {
      headers: { accept: 'text/event-stream', authorization: `Bearer ${who.token}`, ...headers },
      signal: control.signal,
    });
    return new EventListener(answer, path, control);
  }

  get seqs(): number[] {
    return this.received.map(({ data }) => data.seq);
  }

  /** Cuts the connection, as a broken network does. */
  cut(): void {
    this.control.abort();
  }

  /** Waits until `condition` is true. Returns the milliseconds it took. */
  async until(condition: (listener: EventListener) => boolean, within = 30_000): Promise<number> {
    const start = performance.now();
    const late = AbortSignal.timeout(within);
    while (!condition(this)) {
      await once(this.news, 'some', { signal: late }).catch(() => {
        throw new Error(`received only ${JSON.stringify(this.received)}`);
      });
    }
    const took = performance.now() - start;
    for (const { event, data } of this.received.slice(this.checked)) {
      const { documents, ...plain } = data;
      if (event !== 'resync' && plain.type !== 'resync') ('event' in plain ? FeedEntry : Event).parse(plain);
      if (documents) EventDocuments.parse(documents);
    }
    this.checked = this.received.length;
    return took;
  }

  private async listen(): Promise<void> {
    const messages = this.answer.body
      ?.pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream());
    try {
      for await (const message of messages ?? []) this.take(message);
    } catch {
      // Cut by the test or by the server.
    }
    this.ended = true;
    this.news.emit('some');
  }

  private take({ id = '', event = 'message', data }: EventSourceMessage): void {
    this.received.push({ id, event, data: JSON.parse(data) });
    this.news.emit('some');
  }
}
