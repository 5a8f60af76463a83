import { afterEach, expect, test } from '@jest/globals';
import { type CreatedWebhook, webhookMessage } from '@weir/contract';
import { anotherInstance } from '../support/another-instance.js';
import { aBoard } from '../support/board.js';
import { isSignedBy } from './receiver.js';
import { theApiWithReceiver } from './support.js';

const { api, receiver, deliver, aWebhook } = theApiWithReceiver();
const { owner, manager, member, requester } = api.people;
const upTo = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, n) => first + n);
afterEach(async () => {
  receiver.behave = () => ({ status: 204 });
  // Webhooks of other tests send nothing in this one.
  await api.pool.query('UPDATE webhooks SET ended_at = now() WHERE ended_at IS NULL');
});

test('sends what happens from then on, in order on each board, signed, with a body as documented', async () => {
  const board = await aBoard().make();
  await board.cards('Ready', 1);
  api.clock.stop();
  const webhook = await aWebhook({ boards: [board.key] });
  await board.cards('Ready', 25);
  await deliver();
  expect(webhook.seqs()).toEqual(upTo(3, 27));
  const [first] = receiver.at(webhook.path);
  expect(isSignedBy([webhook.secret], first!, api.clock.now())).toBe(true);
  expect(first?.id).toMatch(/^evt_[0-9a-f-]{36}_3$/);
  const { data } = first!.message;
  expect(data).toMatchObject({
    workspace: 'demo',
    board: { key: board.key },
    event: { type: 'card.created', actor: { id: member.id } },
  });
  webhookMessage('card.created').parse(first?.message);
  await deliver();
  expect(webhook.seqs()).toHaveLength(25);
  api.clock.reset();
});

test('filters by type and board, sends thin messages, and sends of the workspace what its members may know', async () => {
  const [one, two] = [await aBoard().make(), await aBoard().make()];
  const moves = await aWebhook({ types: ['card.moved', 'team.created'] });
  const thin = await aWebhook({ boards: [one.key], payload: 'thin' });
  const everything = await aWebhook();
  await one.cards('Ready', 2);
  await member.moveCard(one, 2, { column: 'Doing' });
  await two.cards('Doing', 1);
  await manager.post('/v1/workspaces/demo/teams', { name: 'Webhook team' });
  await owner.post('/v1/workspaces/demo/invitations', { role: 'viewer' });
  const three = await aBoard().make();
  await three.cards('Ready', 1);
  await deliver();
  expect(moves.types().sort()).toEqual(['card.moved', 'team.created']);
  expect(thin.messages().map(({ data }) => data)).toEqual([
    {
      workspace: 'demo',
      board: { key: one.key, name: 'Platform' },
      seq: 2,
      id: null,
      cards: [1],
      requests: [],
    },
    {
      workspace: 'demo',
      board: { key: one.key, name: 'Platform' },
      seq: 3,
      id: null,
      cards: [2],
      requests: [],
    },
    {
      workspace: 'demo',
      board: { key: one.key, name: 'Platform' },
      seq: 4,
      id: null,
      cards: [2],
      requests: [],
    },
  ]);
  for (const message of [...thin.messages(), ...everything.messages()])
    webhookMessage(message.type).parse(message);
  const of = (key: string) =>
    everything
      .messages()
      .filter(({ data }) => (data.board as { key: string } | null)?.key === key)
      .map(({ data }) => data.event?.seq);
  expect([of(one.key), of(two.key), of(three.key)]).toEqual([[2, 3, 4], [2], [1, 2]]);
  expect(everything.types()).toContain('team.created');
  expect(everything.types()).not.toContain('invitation.created');
});

test('several instances send each message once, in order, and one goes on for another that ended', async () => {
  const board = await aBoard().make();
  const webhook = await aWebhook({ boards: [board.key] });
  const other = await anotherInstance(api, {});
  const sender = builtApi.serviceOf(other.app, 'WebhookSender');
  await board.cards('Ready', 30);
  await Promise.all([deliver(), sender.deliverDue(), deliver(), sender.deliverDue()]);
  expect(webhook.seqs()).toEqual(upTo(2, 31));
  await other.close();
  // As after a crash: its lease is still there.
  const leasedTo = new Date(api.clock.now().getTime() + 80_000);
  await api.pool.query('UPDATE webhooks SET next_at = $2 WHERE id = $1', [webhook.id, leasedTo]);
  await board.cards('Ready', 1);
  await deliver();
  expect(webhook.seqs()).toHaveLength(30);
  api.clock.pass({ minutes: 2 });
  await deliver();
  expect(webhook.seqs()).toEqual(upTo(2, 32));
});

test('after its webhook is changed or replayed, what a sender still does with the old settings has no effect', async () => {
  const board = await aBoard().make();
  const webhook = await aWebhook({ boards: [board.key] });
  await board.cards('Ready', 2);
  receiver.behave = () => 'hang';
  const delivering = deliver();
  await receiver.until(() => webhook.seqs().length === 1);
  await manager.patch(webhook.own, { types: ['card.moved'] });
  receiver.behave = () => ({ status: 204 });
  receiver.letGo();
  await delivering;
  await deliver();
  expect(webhook.seqs()).toEqual([2]);
  expect(await webhook.read()).toMatchObject({ failingSince: null });
});

test('with a new secret messages are signed with both until the overlap ends', async () => {
  const board = await aBoard().make();
  api.clock.stop();
  const webhook = await aWebhook({ boards: [board.key] });
  const { body } = await manager.post<CreatedWebhook>(`${webhook.own}/rotation`, { overlapHours: 1 });
  expect(body.secret).not.toBe(webhook.secret);
  await board.cards('Ready', 1);
  await deliver();
  const [both] = receiver.at(webhook.path);
  expect(isSignedBy([body.secret, webhook.secret], both!, api.clock.now())).toBe(true);
  api.clock.pass({ hours: 2 });
  await board.cards('Ready', 1);
  await deliver();
  const [, one] = receiver.at(webhook.path);
  expect(isSignedBy([body.secret], one!, api.clock.now())).toBe(true);
  api.clock.reset();
});

test('thresholds are sent once when they are crossed: saturated, eased, and a slot that is free again', async () => {
  const board = await aBoard().column('Doing', { limit: 2 }).make();
  const webhook = await aWebhook({
    boards: [board.key],
    types: ['board.saturated', 'board.eased', 'column.slotFree', 'request.overdue'],
  });
  await board.cards('Doing', 1);
  await deliver();
  await board.cards('Doing', 1);
  await deliver();
  await deliver();
  expect(webhook.types()).toEqual(['board.saturated']);
  expect(webhook.messages()[0]?.data).toMatchObject({ seq: 3, pressure: { state: 'saturated', level: 1 } });
  receiver.behave = () => ({ status: 500 });
  await member.moveCard(board, 1, { column: 'Done' });
  await deliver();
  receiver.behave = () => ({ status: 204 });
  api.clock.pass({ minutes: 5 });
  await deliver();
  expect(webhook.types()).toEqual(['board.saturated', 'board.eased', 'board.eased', 'column.slotFree']);
  const [, , , slot] = webhook.messages();
  expect(slot?.data).toMatchObject({ column: { id: board.id('Doing'), name: 'Doing', free: 1 } });
  for (const message of webhook.messages()) webhookMessage(message.type).parse(message);
  // Crossed and crossed back between two looks.
  await board.cards('Doing', 1);
  await member.moveCard(board, 3, { column: 'Done' });
  await deliver();
  expect(webhook.types()).toHaveLength(4);
  await requester.submit(board, { title: 'Too late' });
  api.clock.pass({ hours: 80 });
  await api.service('SweepService').sweep();
  await deliver();
  expect(webhook.types().slice(4)).toEqual(['request.overdue']);
});
