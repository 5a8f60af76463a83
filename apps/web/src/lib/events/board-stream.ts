import type { Event as BoardEvent, EventDocuments, Problem } from '@weir/contract';
import { notifySessionEnded } from '@/lib/session-ended';
import { cursorsOf, idOf } from './cursors';
import type { OpenedStream, OpenStream, StreamSink } from './event-hub';
import { type SilenceWatch, watchSilence } from './silence';
import { messagesOf } from './sse';

const firstPause = 500;
const longestPause = 5_000;
/** Interruptions shorter than this are not shown: the server closes streams now and then. */
const patience = 1_000;
/** The server sends a heartbeat every 1.5 s. A stream silent for this long is dead: cut off, or its server is frozen. */
const silence = 4_000;

/**
 * Follows boards until closed. It uses `fetch`, because an EventSource gives neither status nor reason. After an
 * interruption it resumes where it stopped, and waits longer after each failure.
 */
export const openStream: OpenStream = (followed, cursors, sink): OpenedStream => {
  let closed = false;
  let attempt = new AbortController();
  let watch: SilenceWatch | undefined;
  let late: ReturnType<typeof setTimeout> | undefined;
  let wake = () => {};
  let wakeAt = 0;
  const hurry = () => {
    watch?.check();
    wake();
  };
  const offline = () => {
    sink.state('reconnecting');
    attempt.abort();
  };
  window.addEventListener('online', hurry);
  window.addEventListener('offline', offline);
  document.addEventListener('visibilitychange', hurry);

  const follow = async () => {
    let pause = firstPause;
    while (!closed) {
      late ??= setTimeout(() => sink.state('reconnecting'), patience);
      const connected = () => {
        clearTimeout(late);
        late = undefined;
        pause = firstPause;
        sink.state('live');
      };
      attempt = new AbortController();
      const { signal } = attempt;
      const dead = () => {
        sink.state('reconnecting');
        attempt.abort();
      };
      // An answer that does not come is a silence, too.
      watch = watchSilence(silence, dead);
      const outcome = await once(followed, cursors, sink, { signal, watch, connected }).catch(
        () => 'cut' as const,
      );
      watch.end();
      if (closed || outcome === 'over') break;
      late ??= setTimeout(() => sink.state('reconnecting'), patience);
      const time = pause * (0.75 + Math.random() / 2);
      wakeAt = performance.now() + time;
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, time);
      });
      pause = Math.min(longestPause, pause * 2);
    }
    clearTimeout(late);
  };
  follow();

  return {
    check() {
      watch?.check();
      if (performance.now() > wakeAt) wake();
    },
    close() {
      closed = true;
      attempt.abort();
      wake();
      window.removeEventListener('online', hurry);
      window.removeEventListener('offline', offline);
      document.removeEventListener('visibilitychange', hurry);
    },
  };
};

type Sent = { board: string; event: BoardEvent & { documents?: EventDocuments }; problem?: Problem };
type Attempt = { signal: AbortSignal; watch: SilenceWatch; connected: () => void };

/** One connection, from opening to its end. After `over` no retry can succeed. */
async function once(
  { boards, kept }: Parameters<OpenStream>[0],
  cursors: Map<string, number>,
  sink: StreamSink,
  { signal, watch, connected }: Attempt,
): Promise<'cut' | 'over'> {
  const query = new URLSearchParams([
    ...boards.map((board) => ['board', board]),
    ...kept.map((board) => ['documents', board]),
  ]);
  const known = new Map([...cursors].filter(([board]) => boards.includes(board)));
  const headers = new Headers({ accept: 'text/event-stream' });
  if (known.size > 0) headers.set('last-event-id', idOf(known));
  const answer = await fetch(`/api/stream?${query}`, { headers, signal, cache: 'no-store' });
  if (answer.status === 401) {
    notifySessionEnded();
    return 'cut';
  }
  if (!answer.ok || !answer.body) return answer.status === 422 ? 'over' : 'cut';
  connected();

  for await (const message of messagesOf(heardBy(watch, answer.body))) {
    const sent = JSON.parse(message.data) as Sent;
    if (message.event === 'event') sink.event(sent.board, sent.event, sent.event.documents);
    // Also after `refused`: reading the board again shows why.
    else sink.resync(sent.board, cursorsOf(message.id).get(sent.board));
  }
  return 'cut';
}

/** Every byte counts, also a heartbeat. */
function heardBy(watch: SilenceWatch, body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  watch.heard();
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(part, controller) {
        watch.heard();
        controller.enqueue(part);
      },
    }),
  );
}
