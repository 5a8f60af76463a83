import { expect, test } from '@jest/globals';
import {
  type CardDetail,
  type CardTemplate,
  type CardTemplateList,
  type ProblemOf,
  roles,
} from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';

const api = theApi();
const { owner, manager, member, viewer, requester } = api.people;
const at = (board: BoardUnderTest) => `${board.path}/card-templates`;
const list = async (board: BoardUnderTest) => (await viewer.get<CardTemplateList>(at(board))).body.items;

test('a board has card templates by name, and each change of one is an event', async () => {
  const board = await aBoard().make();
  const [label, lane] = [await board.label('Release'), await board.lane('Customers')];
  const { seq } = await board.read();
  const given = {
    name: ' Release ',
    title: 'Release of ',
    description: `Notes: ![plan](attachment:${owner.id})`,
    classOfService: 'fixedDate',
    swimlaneId: lane,
    labelIds: [label],
    fields: {},
    checklistItems: [{ text: 'Tag' }, { text: 'Announce' }],
  };
  const { status, body: release } = await member.post<CardTemplate>(at(board), given);
  const { name: _, ...rest } = given;
  const values = { ...rest, name: 'Release', title: 'Release of', description: 'Notes: plan' };
  expect([status, release]).toEqual([201, { id: expect.any(String), ...values }]);
  const backup = (await member.post<CardTemplate>(at(board), { name: 'backup', title: 'Check' })).body;
  const plain = { description: '', classOfService: 'standard', swimlaneId: null, labelIds: [], fields: {} };
  expect(backup).toEqual({ id: backup.id, name: 'backup', title: 'Check', ...plain, checklistItems: [] });
  expect(await list(board)).toEqual([backup, release]);

  const path = `${at(board)}/${release.id}`;
  const change = { title: 'Release', checklistItems: [{ text: 'Tag' }] };
  expect(await member.patch(path, change)).toMatchObject({ status: 200, body: { ...values, ...change } });
  await member.patch(path, change);
  expect(await member.delete(`${at(board)}/${backup.id}`)).toMatchObject({ status: 204 });
  expect(await list(board)).toEqual([{ ...release, ...change }]);
  const events = await board.events(seq);
  const { id: __, ...from } = backup;
  expect(events.map(({ type, changes }) => [type, ...changes])).toEqual([
    ['cardTemplate.added', { cardTemplate: release.id, to: values }],
    ['cardTemplate.added', { cardTemplate: backup.id, to: from }],
    [
      'cardTemplate.changed',
      {
        cardTemplate: release.id,
        from: { title: 'Release of', checklistItems: given.checklistItems },
        to: change,
      },
    ],
    ['cardTemplate.removed', { cardTemplate: backup.id, from }],
  ]);
});

test('a template stays valid when the board loses its label and its lane', async () => {
  const board = await aBoard().make();
  const [label, lane] = [await board.label('Release'), await board.lane('Customers')];
  const id = await board.cardTemplate('Release', { labelIds: [label], swimlaneId: lane });
  await manager.delete(`${board.path}/labels/${label}`);
  await manager.delete(`${board.path}/swimlanes/${lane}`);
  const [template] = await list(board);
  expect(template).toMatchObject({ labelIds: [], swimlaneId: null });
  expect(await member.patch(`${at(board)}/${id}`, { title: 'Next' })).toMatchObject({ status: 200 });
  const { id: _, name: __, ...preset } = template!;
  expect(await member.post(`${board.path}/cards`, preset)).toMatchObject({ status: 201 });
});

test('a preset has values of custom fields, checked by kind, without fields that the board no longer has', async () => {
  const board = await aBoard().make();
  const effort = (await board.field('Effort', 'number')).id;
  const due = (await board.field('Review', 'date')).id;
  const risk = await board.field('Risk', ['High', 'Low']);
  const [high, low] = risk.options.map(({ id }) => id);
  const fields = { [effort]: 2.5, [due]: '2027-01-31', [risk.id]: high };
  const id = await board.cardTemplate('Release', { fields });
  const path = `${at(board)}/${id}`;
  expect((await list(board))[0]?.fields).toEqual(fields);
  const { seq } = await board.read();
  await member.patch(path, { fields: Object.fromEntries(Object.entries(fields).toReversed()) });
  expect((await board.read()).seq).toBe(seq);
  for (const wrong of [
    { [effort]: 'much' },
    { [due]: '20260-01-01' },
    { [risk.id]: due },
    { [owner.id]: 'Nobody' },
    { [effort]: null },
    { [effort]: 1.00001 },
  ]) {
    const faulty = await member.patch<ProblemOf<'invalid-input'>>(path, { fields: wrong });
    expect([faulty.status, faulty.body.errors[0]?.path]).toEqual([422, `fields.${Object.keys(wrong)[0]}`]);
  }

  const recurring = await board.recurringCard('Check', { fields: { [risk.id]: low, [effort]: 1 } });
  api.clock.stop();
  await manager.delete(`${board.path}/fields/${due}`);
  await manager.delete(`${board.path}/fields/${risk.id}/options/${high}`);
  expect((await list(board))[0]?.fields).toEqual({ [effort]: 2.5 });
  expect((await member.patch<CardTemplate>(path, { title: 'Next' })).body.fields).toEqual({ [effort]: 2.5 });
  api.clock.pass({ days: 1 });
  await api.service('RecurringSweepService').sweep();
  const { body } = await member.get<CardDetail>(`${board.path}/cards/1`);
  expect(body.fields).toEqual({ [risk.id]: low, [effort]: 1 });
  const changed = await manager.patch(`${board.path}/recurring-cards/${recurring}`, { fields: {} });
  expect(changed).toMatchObject({ status: 200, body: { fields: {} } });
  api.clock.reset();
});

test('a card is saved as a template with what a copy of it would have', async () => {
  const board = await aBoard().make();
  const label = await board.label('Release');
  const fields = { [(await board.field('Customer', 'text')).id]: 'Acme' };
  await member.createCard(board, {
    ...{ fields, title: 'Release 7', description: 'All of it', labelIds: [label], assigneeIds: [owner.id] },
    checklistItems: [{ text: 'Tag' }],
  });
  const { checklistItems } = (await member.get<CardDetail>(`${board.path}/cards/1`)).body;
  await member.patch(`${board.path}/cards/1/checklist/${checklistItems[0]!.id}`, { done: true });
  const saved = await member.post<CardTemplate>(at(board), { name: 'Release', copyOf: 1, title: 'Release' });
  expect(saved.body).toEqual({
    id: saved.body.id,
    ...{ name: 'Release', title: 'Release', description: 'All of it', classOfService: 'standard' },
    ...{ swimlaneId: null, labelIds: [label], fields, checklistItems: [{ text: 'Tag' }] },
  });
  for (const body of [{ name: 'x' }, { name: 'x', title: ' ' }, { name: ' ', title: 'x' }])
    expect(await member.post(at(board), body)).toMatchObject({ status: 422 });
});

test('the team defines card templates; viewers read them and requesters do not', async () => {
  const board = await aBoard().make();
  const team = [owner, manager, member];
  for (const [n, person] of team.entries())
    expect((await person.post(at(board), { name: `No. ${n}`, title: 'x' })).status).toBe(201);
  for (const person of [viewer, requester])
    expect((await person.post(at(board), { name: 'Mine', title: 'x' })).status).toBe(403);
  expect(team.length + 2).toBe(roles.length);
  expect((await requester.get(at(board))).status).toBe(403);
  expect(await list(board)).toHaveLength(3);
});
