import { expect, test } from '@jest/globals';
import { AnswerTemplate, AnswerTemplateList, type EventList } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { EventListener } from '../../support/event-listener.js';
import { refusalOf } from '../../support/refusals.js';

const api = theApi();
const { owner, manager, member, viewer } = api.people;
const words = {
  name: 'No capacity',
  kind: 'defer',
  reason: 'noCapacity',
  message: 'Thank you, {{requester}}: ask {{ref}} again from {{until}}.',
} as const;
const listed = async (board: BoardUnderTest) =>
  AnswerTemplateList.parse((await manager.get(`${board.path}/intake/templates`)).body).items;

test('managers add, change and remove templates, each as one event', async () => {
  const board = await aBoard().make();
  const templates = `${board.path}/intake/templates`;
  const added = await manager.post<AnswerTemplate>(templates, words);
  expect(added.status).toBe(201);
  const { id } = AnswerTemplate.parse(added.body);
  await owner.post(templates, { ...words, name: 'Another team', kind: 'decline' });
  expect((await listed(board)).map(({ name }) => name)).toEqual(['Another team', 'No capacity']);

  const changed = await manager.patch<AnswerTemplate>(`${templates}/${id}`, {
    name: 'Later',
    reason: 'tooLarge',
  });
  expect(changed.body).toEqual({ ...added.body, version: 2, name: 'Later', reason: 'tooLarge' });
  expect((await manager.patch(`${templates}/${id}`, { name: 'Later' })).status).toBe(200);
  expect((await manager.delete(`${templates}/${id}`)).status).toBe(204);
  expect((await manager.delete(`${templates}/${id}`)).status).toBe(404);
  expect((await manager.patch(`${templates}/${id}`, { name: 'Gone' })).status).toBe(404);
  expect((await listed(board)).map(({ name }) => name)).toEqual(['Another team']);

  const { items } = (await manager.get<EventList>(`${board.path}/events?after=1`)).body;
  expect(items.map(({ type }) => type)).toEqual(Array(4).fill('intake.changed'));
  expect(items[2]?.changes).toEqual([
    {
      template: id,
      from: { name: 'No capacity', reason: 'noCapacity' },
      to: { name: 'Later', reason: 'tooLarge' },
    },
  ]);
});

test('shows the text of a template in events only to those who may read templates', async () => {
  const board = await aBoard().make();
  const { id } = (await manager.post<AnswerTemplate>(`${board.path}/intake/templates`, words)).body;
  for (const [who, change] of [
    [owner, { template: id, to: words }],
    [manager, { template: id, to: words }],
    [member, { template: id }],
    [viewer, { template: id }],
  ] as const) {
    const { items } = (await who.get<EventList>(`${board.path}/events?after=1`)).body;
    expect(items[0]?.changes).toEqual([change]);
    const stream = await EventListener.open(who, board, '?after=1');
    await stream.until(({ received }) => received.length === 1);
    stream.cut();
    expect(stream.received[0]?.data).toMatchObject({ changes: [change] });
    expect(JSON.stringify(stream.received)).toContain(id);
    expect(JSON.stringify(stream.received).includes(words.name)).toBe('to' in change);
  }
});

test('refuses a taken name, an unknown variable, a needless reason and a short message', async () => {
  const board = await aBoard().make();
  const templates = `${board.path}/intake/templates`;
  const { id } = (await manager.post<AnswerTemplate>(templates, words)).body;
  await manager.post(templates, { ...words, name: 'Other' });
  const faults = async (body: object) =>
    refusalOf(await manager.post(templates, { ...words, name: 'New', ...body }), 'errors').errors;
  const fault = (path: string) => [expect.objectContaining({ path, message: expect.any(String) })];
  expect(await faults({ name: words.name })).toEqual(fault('name'));
  expect(await faults({ message: 'Dear {{requestor}}, not now.' })).toEqual([
    {
      path: 'message',
      code: 'templateVariables',
      params: { names: '{{requestor}}', count: 1 },
      message: 'Unknown placeholder: {{requestor}}.',
    },
  ]);
  expect(await faults({ message: 'No.' })).toEqual(fault('message'));
  expect(await faults({ kind: 'expired' })).toEqual(fault('kind'));
  expect(await faults({ kind: 'accept' })).toEqual(fault('reason'));
  const toTaken = await manager.patch(`${templates}/${id}`, { name: 'Other' });
  expect(refusalOf(toTaken, 'errors')).toEqual({ status: 409, code: 'name-taken', errors: fault('name') });
  const toAccept = await manager.patch(`${templates}/${id}`, { kind: 'accept' });
  expect(refusalOf(toAccept, 'errors')).toMatchObject({ status: 422, errors: fault('reason') });
  expect((await listed(board)).map(({ name }) => name)).toEqual(['No capacity', 'Other']);
});

test('refuses a 51st template, however many are added at once', async () => {
  const board = await aBoard().make();
  const add = (n: number) =>
    manager.post(`${board.path}/intake/templates`, { ...words, name: `Template ${n}` });
  const answers = await Promise.all(Array.from({ length: 54 }, (_, n) => add(n)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(50);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(4);
  expect(await listed(board)).toHaveLength(50);
});

test('does not find a template of another board', async () => {
  const [board, other] = [await aBoard().make(), await aBoard().make()];
  const { id } = (await manager.post<AnswerTemplate>(`${other.path}/intake/templates`, words)).body;
  expect((await manager.patch(`${board.path}/intake/templates/${id}`, { name: 'Mine' })).status).toBe(404);
  expect((await manager.post(`${board.path}/intake/templates`, words)).status).toBe(201);
});
