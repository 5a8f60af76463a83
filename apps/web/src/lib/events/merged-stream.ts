import { clientHeaders } from '../server/client-address';
import type { BrowserSession } from '../server/session';
import { mintToken } from '../server/token';
import { callUpstream, refusal, unreachable } from '../server/upstream';
import { type Cursors, cursorsOf, idOf, isBoard } from './cursors';
import { endedBySilence } from './silence';
import { encodeMessage, messagesOf } from './sse';

const maxBoards = 50;
const heartbeat = 1_500;
/** The API sends a heartbeat every 1.5 s. Silent for this long, it is frozen or cut off. */
const silence = 3_500;

const boardsFault = { path: 'board', code: 'boards', params: { max: maxBoards } } as const;

/**
 * Streams the events of several boards: `?board=demo/PLAT&board=demo/OPS`; those of a board that `documents=demo/PLAT`
 * names carry what changed of it. Its messages are `event` `{board, event}`,
 * `resync` `{board}` (the cursor is missing or too old: read the board again) and `refused` `{board, problem}`. The
 * id of each message has the cursors of all boards, so `Last-Event-ID` resumes each without a gap. When the API ends
 * one of the streams or falls silent, this one ends too, so the browser knows and reconnects with its cursors.
 */
export async function mergedStream(request: Request, session: BrowserSession | null): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const boards = [...new Set(query.getAll('board'))];
  const kept = new Set(query.getAll('documents'));
  const acceptLanguage = request.headers.get('accept-language');
  if (!session) return refusal({ code: 'not-signed-in' }, acceptLanguage);
  if (boards.length === 0 || boards.length > maxBoards || !boards.every(isBoard))
    return refusal({ code: 'invalid-input', facts: { errors: [boardsFault] } }, acceptLanguage);

  const known = cursorsOf(request.headers.get('last-event-id'));
  const cursors: Cursors = new Map([...known].filter(([board]) => boards.includes(board)));
  const stop = new AbortController();
  const abort = () => stop.abort();
  request.signal.addEventListener('abort', abort);
  // The caller may have left already. Next then drops the response without cancelling its body.
  if (request.signal.aborted) abort();

  const client = clientHeaders(request.headers.get('x-forwarded-for'));
  const streams = await Promise.all(
    boards.map((board) =>
      connect({ board, isKept: kept.has(board) }, cursors.get(board), session, client, stop.signal),
    ),
  );
  const failed = streams.find(({ answer }) => !answer || answer.status === 401 || answer.status >= 429);
  if (failed) {
    stop.abort();
    return failed.answer ?? unreachable(acceptLanguage);
  }
  return new Response(merged(streams as BoardStream[], cursors, stop), {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'private, no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}

type BoardStream = { board: string; answer: Response; resumed: boolean };

async function connect(
  { board, isKept }: { board: string; isKept: boolean },
  cursor: number | undefined,
  session: BrowserSession,
  client: Record<string, string>,
  signal: AbortSignal,
) {
  const [workspace, key] = board.split('/');
  const headers: Record<string, string> = {
    ...client,
    accept: 'text/event-stream',
    authorization: `Bearer ${await mintToken(session)}`,
  };
  if (cursor !== undefined) headers['last-event-id'] = String(cursor);
  const path = `/v1/workspaces/${workspace}/boards/${key}/events`;
  const answer = await callUpstream(path, { headers, signal }, isKept ? '?documents=true' : '').catch(
    () => null,
  );
  return { board, answer, resumed: cursor !== undefined };
}

function merged(streams: BoardStream[], cursors: Cursors, stop: AbortController): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let beat: NodeJS.Timeout;
  return new ReadableStream({
    start(controller) {
      const send = (text: string) => {
        if (!stop.signal.aborted) controller.enqueue(encoder.encode(text));
      };
      const end = () => {
        clearInterval(beat);
        if (!stop.signal.aborted) controller.close();
        stop.abort();
      };
      beat = setInterval(() => send(': still here\n\n'), heartbeat);
      stop.signal.addEventListener('abort', () => clearInterval(beat));
      send(': here\n\n');
      for (const stream of streams)
        follow(stream, cursors, send)
          .catch(() => undefined)
          .then((outcome) => outcome !== 'refused' && end());
    },
    cancel() {
      stop.abort();
    },
  });
}

/** Forwards one board's messages until its stream ends. */
async function follow(
  { board, answer, resumed }: BoardStream,
  cursors: Cursors,
  send: (text: string) => void,
) {
  if (!answer.ok || !answer.body) {
    send(encodeMessage({ event: 'refused', data: { board, problem: await answer.json() } }));
    return 'refused';
  }
  if (!resumed) send(encodeMessage({ event: 'resync', data: { board } }));
  for await (const message of messagesOf(endedBySilence(answer.body, silence))) {
    if (/^\d+$/.test(message.id)) cursors.set(board, Number(message.id));
    const id = idOf(cursors);
    if (message.event === 'resync') send(encodeMessage({ event: 'resync', data: { board }, id }));
    else if (message.data)
      send(encodeMessage({ event: 'event', data: { board, event: JSON.parse(message.data) }, id }));
  }
  return 'ended';
}
