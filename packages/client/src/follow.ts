import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { EventDocuments } from './generated/apply-changes.gen.js';
import type { Client } from './generated/client/index.js';
import { listEvents } from './generated/sdk.gen.js';
import type { Event } from './generated/types.gen.js';
import { orThrow, Refused, Unreachable } from './refusals.js';

/** The events after the last one can’t be sent. Read the board; what follows is from `seq` on. */
export type Resync = { type: 'resync'; seq: number };
/** An event. `documents`, if they were asked for: the changes of the board up to it or later, for `applyDocuments`. */
export type Followed = (Event & { documents?: EventDocuments }) | Resync;

type Options = {
  client: Client;
  path: { workspace: string; board: string };
  /** The seq of the last event that the caller knows. Without it, only what happens from now on is followed. */
  after?: number;
  /** Whether events carry `documents`, to keep a board up to date with. */
  documents?: boolean;
  /** Ends the iteration. */
  signal?: AbortSignal;
};

/** Milliseconds without a byte after which a connection is given up: the API sends one at least every two seconds. */
const longestSilence = 15_000;
/** The first pause before a new connection in milliseconds, and the longest. */
const pauses = { first: 500, longest: 30_000 };

/**
 * Every event of a board, in order and without a gap, while it happens: `for await (const event of follow({ client, path }))`. A
 * connection that breaks is replaced, and the next one continues behind the last event. Throws `Refused` if the API refuses it.
 */
export async function* follow({
  client,
  path,
  after,
  documents = false,
  signal,
}: Options): AsyncGenerator<Followed, void, undefined> {
  let last = after;
  let failures = 0;
  while (!signal?.aborted) {
    try {
      for await (const event of connection({ client, path, last, documents, signal })) {
        failures = 0;
        last = event.seq;
        yield event;
      }
    } catch (error) {
      if (signal?.aborted) return;
      if (!(error instanceof Unreachable)) throw error;
    }
    await pause(Math.min(pauses.longest, pauses.first * 2 ** failures), signal);
    failures += 1;
  }
}

type ConnectionOptions = Pick<Options, 'client' | 'path' | 'signal'> & {
  last: number | undefined;
  documents: boolean;
};

/** The events of one connection, until it breaks. */
async function* connection({
  client,
  path,
  last,
  documents,
  signal,
}: ConnectionOptions): AsyncGenerator<Followed> {
  const silence = new AbortController();
  const stopped = signal ? AbortSignal.any([signal, silence.signal]) : silence.signal;
  const headers = {
    Accept: 'text/event-stream',
    ...(last !== undefined && { 'Last-Event-ID': String(last) }),
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listen = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), longestSilence);
  };
  listen();
  const heard = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(bytes, controller) {
      listen();
      controller.enqueue(bytes);
    },
  });
  try {
    const answered = await listEvents({
      ...{ client, path, headers, signal: stopped, parseAs: 'stream' },
      ...(documents && { query: { documents: 'true' } }),
    });
    const body = orThrow(answered) as unknown as ReadableStream<Uint8Array<ArrayBuffer>>;
    const messages = body
      .pipeThrough(heard)
      .pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream());
    for await (const { event, data } of messages) {
      const sent = JSON.parse(data) as Event | { seq: number };
      yield event === 'resync' ? { type: 'resync', seq: sent.seq } : (sent as Event);
    }
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Unreachable('The event stream broke.', { cause: error });
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    function done() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    }
    signal?.addEventListener('abort', done, { once: true });
  });
}
