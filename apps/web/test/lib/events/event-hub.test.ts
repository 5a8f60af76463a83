import { expect, test } from '@jest/globals';
import type { Event as BoardEvent } from '@weir/contract';
import { type BoardNews, LiveHub, type StreamSink } from '@/lib/events/event-hub';

/** A hub in a window without other tabs. The test sends what its stream receives. */
function aHub() {
  Object.assign(globalThis, { window: new EventTarget(), BroadcastChannel: undefined });
  const opened: string[][] = [];
  let sink: StreamSink | undefined;
  const cursors: number[][] = [];
  const hub = new LiveHub(({ boards, kept }, known, into) => {
    opened.push([...boards, ...kept.map((board) => `kept ${board}`)]);
    cursors.push([...known.values()]);
    sink = into;
    return { check: () => undefined, close: () => undefined };
  });
  return { hub, opened, cursors, says: () => sink as StreamSink };
}

/** Records the kind of each message that a listener gets. */
function aListener() {
  const received: string[] = [];
  return { received, listen: (news: BoardNews) => void received.push(news.kind) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('a second listener of a board gets a resync, because it may have missed events', async () => {
  const { hub, opened, says } = aHub();
  const [bell, board] = [aListener(), aListener()];
  hub.subscribe('demo/PLAT', bell.listen);
  await turn();
  says().resync('demo/PLAT');
  hub.subscribe('demo/PLAT', board.listen);
  await turn();
  expect(opened).toEqual([['demo/PLAT']]);
  expect([bell.received, board.received]).toEqual([['resync'], ['resync']]);
});

test('a listener that left before its resync gets nothing', async () => {
  const { hub } = aHub();
  const [bell, board] = [aListener(), aListener()];
  hub.subscribe('demo/DATA', bell.listen);
  await turn();
  hub.subscribe('demo/DATA', board.listen)();
  await turn();
  expect(board.received).toEqual([]);
});

test('the stream of a board starts where the page has it, and only there', async () => {
  const { hub, cursors, says } = aHub();
  const [bell, board, old] = [aListener(), aListener(), aListener()];
  hub.subscribe('demo/PLAT', bell.listen);
  hub.subscribe('demo/PLAT', board.listen, { keeps: true, from: 12 });
  hub.subscribe('demo/OPS', board.listen, { keeps: true, from: 3 });
  await turn();
  says().event('demo/PLAT', { seq: 13 } as BoardEvent);
  hub.subscribe('demo/PLAT', old.listen, { from: 12 });
  await turn();
  expect(cursors).toEqual([[], [12], [12, 3]]);
  expect([bell, board, old].map(({ received }) => received)).toEqual([
    ['resync', 'event'],
    ['event'],
    ['resync'],
  ]);
});
