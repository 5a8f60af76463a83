import { expect, test } from '@jest/globals';
import { type BoardNews, LiveHub, type StreamSink } from '@/lib/events/event-hub';

/** A hub in a window of its own, with no other tabs, whose stream says what the test says. */
function aHub() {
  Object.assign(globalThis, { window: new EventTarget(), BroadcastChannel: undefined });
  const opened: string[][] = [];
  let sink: StreamSink | undefined;
  const hub = new LiveHub((boards, _, into) => {
    opened.push(boards);
    sink = into;
    return { close: () => undefined };
  });
  return { hub, opened, says: () => sink as StreamSink };
}

/** What a listener has been told, in a word each. */
function aListener() {
  const told: string[] = [];
  return { told, listen: (news: BoardNews) => void told.push(news.kind) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('who begins to listen to a board that another part of the page listens to is told to read it anew', async () => {
  const { hub, opened, says } = aHub();
  const [bell, board] = [aListener(), aListener()];
  hub.subscribe('demo/PLAT', bell.listen);
  await turn();
  says().resync('demo/PLAT');
  hub.subscribe('demo/PLAT', board.listen);
  await turn();
  expect(opened).toEqual([['demo/PLAT']]);
  expect([bell.told, board.told]).toEqual([['resync'], ['resync']]);
});

test('who has gone again by then is told nothing', async () => {
  const { hub } = aHub();
  const [bell, board] = [aListener(), aListener()];
  hub.subscribe('demo/DATA', bell.listen);
  await turn();
  hub.subscribe('demo/DATA', board.listen)();
  await turn();
  expect(board.told).toEqual([]);
});
