import { expect, test } from '@jest/globals';
import { AnswerTemplate, AnswerTemplateList, type EventList } from '@weir/contract';
import { theWorld, told } from '../../support/intake-world.js';

const world = theWorld();
const words = {
  name: 'No capacity',
  kind: 'defer',
  reason: 'noCapacity',
  message: 'Thank you, {{requester}}: ask {{ref}} again from {{until}}.',
} as const;
const listed = async (board: string) =>
  AnswerTemplateList.parse((await world.manager.get(`${board}/intake/templates`)).body).items;

test('words of answers are kept, changed and dropped by who answers, each an event of the board', async () => {
  const board = await world.board();
  const templates = `${board}/intake/templates`;
  const added = await world.manager.post<AnswerTemplate>(templates, words);
  expect(added.status).toBe(201);
  const { id } = AnswerTemplate.parse(added.body);
  await world.owner.post(templates, { ...words, name: 'Another team', kind: 'decline' });
  expect((await listed(board)).map(({ name }) => name)).toEqual(['Another team', 'No capacity']);

  const changed = await world.manager.patch<AnswerTemplate>(`${templates}/${id}`, {
    name: 'Later',
    reason: 'tooLarge',
  });
  expect(changed.body).toEqual({ ...added.body, name: 'Later', reason: 'tooLarge' });
  expect((await world.manager.patch(`${templates}/${id}`, { name: 'Later' })).status).toBe(200);
  expect((await world.manager.delete(`${templates}/${id}`)).status).toBe(204);
  expect((await world.manager.delete(`${templates}/${id}`)).status).toBe(404);
  expect((await world.manager.patch(`${templates}/${id}`, { name: 'Gone' })).status).toBe(404);
  expect((await listed(board)).map(({ name }) => name)).toEqual(['Another team']);

  const { items } = (await world.member.get<EventList>(`${board}/events?after=1`)).body;
  expect(items.map(({ type }) => type)).toEqual(Array(4).fill('intake.changed'));
  expect(items[2]?.changes).toEqual([
    {
      template: id,
      from: { name: 'No capacity', reason: 'noCapacity' },
      to: { name: 'Later', reason: 'tooLarge' },
    },
  ]);
});

test('a taken name, an unknown variable, a reason where none is given and too few words are refused', async () => {
  const board = await world.board();
  const templates = `${board}/intake/templates`;
  const { id } = (await world.manager.post<AnswerTemplate>(templates, words)).body;
  await world.manager.post(templates, { ...words, name: 'Other' });
  const faults = async (body: object) =>
    told(await world.manager.post(templates, { ...words, name: 'New', ...body }), 'errors').errors;
  const fault = (path: string) => [{ path, message: expect.any(String) }];
  expect(await faults({ name: words.name })).toEqual(fault('name'));
  expect(await faults({ message: 'Dear {{requestor}}, not now.' })).toEqual([
    { path: 'message', message: 'has a variable that is not known: {{requestor}}' },
  ]);
  expect(await faults({ message: 'No.' })).toEqual(fault('message'));
  expect(await faults({ kind: 'expired' })).toEqual(fault('kind'));
  expect(await faults({ kind: 'accept' })).toEqual(fault('reason'));
  const toTaken = await world.manager.patch(`${templates}/${id}`, { name: 'Other' });
  expect(told(toTaken, 'errors')).toEqual({ status: 422, code: 'invalid-input', errors: fault('name') });
  const toAccept = await world.manager.patch(`${templates}/${id}`, { kind: 'accept' });
  expect(told(toAccept, 'errors')).toMatchObject({ status: 422, errors: fault('reason') });
  expect((await listed(board)).map(({ name }) => name)).toEqual(['No capacity', 'Other']);
});

test('a board keeps 50 templates and not one more, however many come at once', async () => {
  const board = await world.board();
  const add = (n: number) =>
    world.manager.post(`${board}/intake/templates`, { ...words, name: `Template ${n}` });
  const answers = await Promise.all(Array.from({ length: 54 }, (_, n) => add(n)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(50);
  expect(answers.filter(({ status }) => status === 422)).toHaveLength(4);
  expect(await listed(board)).toHaveLength(50);
});

test('a template of another board is none here', async () => {
  const [board, other] = [await world.board(), await world.board()];
  const { id } = (await world.manager.post<AnswerTemplate>(`${other}/intake/templates`, words)).body;
  expect((await world.manager.patch(`${board}/intake/templates/${id}`, { name: 'Mine' })).status).toBe(404);
  expect((await world.manager.post(`${board}/intake/templates`, words)).status).toBe(201);
});
