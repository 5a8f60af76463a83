import type { Event as BoardEvent, Problem } from '@weir/contract';
import type { StreamSink } from '@/lib/live/hub';
import { sayThatSessionEnded } from '@/lib/session-ended';
import { cursorsOf, idOf } from '@/lib/stream/cursors';
import { messagesOf } from '@/lib/stream/sse';

const firstPause = 500;
const longestPause = 15_000;
/** A cut shorter than this is not worth a word: the stream is renewed now and then. */
const patience = 1_500;
/** The server says something every 15 s; a stream silent for longer is dead. */
const silence = 40_000;

/**
 * Follows boards until closed: reads the merged stream with `fetch` (an EventSource tells neither status nor
 * reason), comes back after a cut where it left off, waits longer each time in vain.
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

/** One connection, from opening to its end. `over`: coming back is no use. */
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
    sayThatSessionEnded();
    return 'cut';
  }
  if (!answer.ok || !answer.body) return answer.status === 422 ? 'over' : 'cut';
  connected();

  for await (const message of messagesOf(withDeadline(answer.body, attempt))) {
    const said = JSON.parse(message.data) as { board: string; event: BoardEvent; problem?: Problem };
    if (message.event === 'event') sink.event(said.board, said.event);
    // Also where it is refused: reading it anew says why.
    else sink.resync(said.board, cursorsOf(message.id).get(said.board));
  }
  return 'cut';
}

/** Ends the attempt where nothing, not even a heartbeat, came for too long. */
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
