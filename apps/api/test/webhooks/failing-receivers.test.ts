import { afterEach, expect, test } from '@jest/globals';
import type { NoticeList } from '@weir/contract';
import { aBoard } from '../support/board.js';
import { theApiWithReceiver } from './support.js';

const { api, receiver, deliver, aWebhook } = theApiWithReceiver();
const { owner, manager } = api.people;
afterEach(async () => {
  receiver.behave = () => ({ status: 204 });
  // Webhooks of other tests send nothing in this one.
  await api.pool.query('UPDATE webhooks SET ended_at = now() WHERE ended_at IS NULL');
});

test('a receiver that fails gets everything in order once it is back, and delays no other', async () => {
  const board = await aBoard().make();
  const [down, up] = [await aWebhook({ boards: [board.key] }), await aWebhook({ boards: [board.key] })];
  receiver.behave = ({ path }) => ({ status: path === down.path ? 500 : 204, text: 'out of order' });
  await board.cards('Ready', 3);
  await deliver();
  expect(up.seqs()).toEqual([2, 3, 4]);
  expect(down.seqs()).toEqual([2]);
  expect(await down.log()).toMatchObject([{ state: 'retrying', attempts: 1, status: 500, error: null }]);
  for (let hours = 0; hours < 30; hours += 3) {
    api.clock.pass({ hours: 3 });
    await deliver();
  }
  // A receiver that is down gets one message each time.
  expect(new Set(down.seqs())).toEqual(new Set([2]));
  expect(await down.read()).toMatchObject({ off: null, failingSince: expect.any(String) });
  await board.cards('Ready', 2);
  receiver.behave = () => ({ status: 200 });
  api.clock.pass({ hours: 10 });
  await deliver();
  const tries = receiver.at(down.path).length;
  expect(down.seqs().slice(-5)).toEqual([2, 3, 4, 5, 6]);
  expect(up.seqs()).toEqual([2, 3, 4, 5, 6]);
  expect(await down.read()).toMatchObject({ failingSince: null, nextAttemptAt: null });
  const [entry] = (await down.log()).slice(-1);
  expect(entry).toMatchObject({ state: 'delivered', attempts: tries - 4, status: 200 });
  expect(new Set(receiver.at(down.path).map(({ id }) => id)).size).toBe(5);
});

test('a receiver that asks to wait, in seconds or until a date, gets the message again then, after eight hours at the latest', async () => {
  const board = await aBoard().make();
  const webhook = await aWebhook({ boards: [board.key] });
  const date = () => new Date(api.clock.now().getTime() + 3 * 3_600_000).toUTCString();
  const waits = [() => '7200', date, () => 'Thu, 01 Jan 2099 00:00:00 GMT'];
  receiver.behave = () => ({ status: 503, headers: { 'retry-after': waits[0]?.() ?? '' } });
  await board.cards('Ready', 1);
  const attemptsAfter = async (minutes: number) => {
    api.clock.pass({ minutes });
    await deliver();
    return receiver.at(webhook.path).length;
  };
  expect(await attemptsAfter(0)).toBe(1);
  expect(await attemptsAfter(119)).toBe(1);
  waits.shift();
  expect(await attemptsAfter(2)).toBe(2);
  expect(await attemptsAfter(178)).toBe(2);
  waits.shift();
  expect(await attemptsAfter(3)).toBe(3);
  expect(await attemptsAfter(8 * 60 - 1)).toBe(3);
  expect(await attemptsAfter(2)).toBe(4);
});

test('a receiver that hangs delays no other, and an answer that is lost brings the message again with the same id', async () => {
  const board = await aBoard().make();
  const [slow, quick] = [await aWebhook({ boards: [board.key] }), await aWebhook({ boards: [board.key] })];
  receiver.behave = ({ path }) => (path === slow.path ? 'hang' : { status: 204 });
  await board.cards('Ready', 3);
  const delivering = deliver();
  await receiver.until(() => quick.seqs().length === 3 && slow.seqs().length === 1);
  receiver.letGo();
  await delivering;
  expect(await slow.log()).toMatchObject([{ state: 'retrying', status: null, error: 'unreachable' }]);
  receiver.behave = () => 'cut';
  api.clock.pass({ minutes: 1 });
  await deliver();
  receiver.behave = () => ({ status: 204 });
  api.clock.pass({ minutes: 10 });
  await deliver();
  const ids = receiver.at(slow.path).map(({ id }) => id.split('_').at(-1));
  expect(ids).toEqual(['2', '2', '2', '3', '4']);
});

test('a message that is refused for three days is given up, and those behind it follow', async () => {
  const [board, other] = [await aBoard().make(), await aBoard().make()];
  const webhook = await aWebhook({ boards: [board.key, other.key] });
  receiver.behave = ({ id, message }) => {
    const { key } = message.data.board as { key: string };
    return { status: key === board.key && id.endsWith('_3') ? 422 : 204 };
  };
  await board.cards('Ready', 3);
  for (let hours = 0; hours <= 80; hours += 8) {
    await other.cards('Ready', 1);
    await deliver();
    api.clock.pass({ hours: 9 });
  }
  await deliver();
  const ofBoard = webhook.messages().filter(({ data }) => (data.board as { key: string }).key === board.key);
  expect(ofBoard[0]?.data.event?.seq).toBe(2);
  expect(ofBoard.at(-1)?.data.event?.seq).toBe(4);
  const failed = await webhook.log('?state=failed');
  expect(failed.map(({ status, messageId }) => [status, messageId.slice(-2)])).toEqual([[422, '_3']]);
  expect((await webhook.read()).off).toBe(null);
});

test('a webhook that fails for three days is turned off, owners get a notice, and nothing is lost', async () => {
  const board = await aBoard().make();
  const webhook = await aWebhook({ boards: [board.key] });
  receiver.behave = () => ({ status: 503, headers: { 'retry-after': '7200' } });
  await board.cards('Ready', 2);
  for (let hours = 0; hours <= 90; hours += 9) {
    await deliver();
    api.clock.pass({ hours: 9 });
  }
  expect((await webhook.read()).off).toBe('failing');
  const { items } = (await owner.get<NoticeList>('/v1/workspaces/demo/notices')).body;
  expect(items[0]).toMatchObject({
    kind: 'webhookOff',
    board: { key: board.key },
    title: `Webhook turned off: ${webhook.name}`,
  });
  const { items: others } = (await manager.get<NoticeList>('/v1/workspaces/demo/notices')).body;
  expect(others.map(({ kind }) => kind)).not.toContain('webhookOff');
  const before = receiver.at(webhook.path).length;
  receiver.behave = () => ({ status: 204 });
  await deliver();
  expect(receiver.at(webhook.path)).toHaveLength(before);
  await manager.patch(webhook.own, { on: true });
  await deliver();
  expect(webhook.seqs().slice(before)).toEqual([2, 3]);
});

test('a receiver gets nothing more after it answered 410, and after it was turned off, deleted or archived', async () => {
  const board = await aBoard().make();
  const all = await Promise.all([1, 2, 3].map(() => aWebhook({ boards: [board.key] })));
  const [gone, off, deleted] = all as [(typeof all)[0], (typeof all)[0], (typeof all)[0]];
  receiver.behave = ({ path }) => ({ status: path === gone.path ? 410 : 204 });
  await board.cards('Ready', 1);
  await manager.patch(off.own, { on: false });
  await manager.delete(deleted.own);
  await deliver();
  await board.cards('Ready', 1);
  await deliver();
  expect(all.map(({ seqs }) => seqs())).toEqual([[2], [], []]);
  expect([(await gone.read()).off, (await off.read()).off]).toEqual(['gone', 'person']);
  expect((await manager.get(deleted.own)).status).toBe(404);
});
