import type { Event as BoardEvent, Problem } from '@weir/contract';
import { notifySessionEnded } from '@/lib/session-ended';
import { cursorsOf, idOf } from './cursors';
import type { StreamSink } from './event-hub';
import { messagesOf } from './sse';

const firstPause = 500;
const longestPause = 15_000;
/** Interruptions shorter than this are not shown: the server closes streams now and then. */
const patience = 1_500;
/** The server sends a heartbeat every 15 s. A stream silent for this long is dead. */
const silence = 40_000;

/**
 * Follows boards until closed. It uses `fetch`, because an EventSource gives neither status nor reason. After an
 * interruption it resumes where it stopped, and waits longer after each failure.
 */
export function openStream(boards: string[], cursors: Map<string, number>, sink: StreamSink) {
  let closed = false;
  let attempt = new AbortController();
  let wake = () => {};
  const hurry = () => wake();
  window.addEventListener('online', hurry);
  document.addEventListener('visibilitychange', hurry);

  const follow = async () => {
    let pause = firstPause;
    while (!closed) {
      const late = setTimeout(() => sink.state('reconnecting'), patience);
      const connected = () => {
        clearTimeout(late);
        pause = firstPause;
        sink.state('live');
      };
      attempt = new AbortController();
      const outcome = await once(boards, cursors, sink, attempt, connected).catch(() => 'cut' as const);
      clearTimeout(late);
      if (closed || outcome === 'over') return;
      const soon = setTimeout(() => sink.state('reconnecting'), patience);
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, pause * (0.75 + Math.random() / 2));
      });
      clearTimeout(soon);
      if (pause > firstPause) sink.state('reconnecting');
      pause = Math.min(longestPause, pause * 2);
    }
  };
  follow();

  return {
    close() {
      closed = true;
      attempt.abort();
      wake();
      window.removeEventListener('online', hurry);
      document.removeEventListener('visibilitychange', hurry);
    },
  };
}

/** One connection, from opening to its end. After `over` no retry can succeed. */
async function once(
  boards: string[],
  cursors: Map<string, number>,
  sink: StreamSink,
  attempt: AbortController,
  connected: () => void,
): Promise<'cut' | 'over'> {
  const query = new URLSearchParams(boards.map((board) => ['board', board]));
  const known = new Map([...cursors].filter(([board]) => boards.includes(board)));
  const headers = new Headers({ accept: 'text/event-stream' });
  if (known.size > 0) headers.set('last-event-id', idOf(known));
  const answer = await fetch(`/api/stream?${query}`, { headers, signal: attempt.signal, cache: 'no-store' });
  if (answer.status === 401) {
    notifySessionEnded();
    return 'cut';
  }
  if (!answer.ok || !answer.body) return answer.status === 422 ? 'over' : 'cut';
  connected();

  for await (const message of messagesOf(withDeadline(answer.body, attempt))) {
    const sent = JSON.parse(message.data) as { board: string; event: BoardEvent; problem?: Problem };
    if (message.event === 'event') sink.event(sent.board, sent.event);
    // Also after `refused`: reading the board again shows why.
    else sink.resync(sent.board, cursorsOf(message.id).get(sent.board));
  }
  return 'cut';
}

/** Aborts the attempt when nothing came for too long, not even a heartbeat. */
function withDeadline(
  body: ReadableStream<Uint8Array>,
  attempt: AbortController,
): ReadableStream<Uint8Array> {
  let timer = setTimeout(() => attempt.abort(), silence);
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(part, controller) {
        clearTimeout(timer);
        timer = setTimeout(() => attempt.abort(), silence);
        controller.enqueue(part);
      },
      flush() {
        clearTimeout(timer);
      },
    }),
  );
}
