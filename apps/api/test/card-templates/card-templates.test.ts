import { expect, test } from '@jest/globals';
import { type CardDetail, type CardTemplate, type CardTemplateList, roles } from '@weir/contract';
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
    checklistItems: [{ text: 'Tag' }, { text: 'Announce' }],
  };
  const { status, body: release } = await member.post<CardTemplate>(at(board), given);
  const { name: _, ...rest } = given;
  const values = { ...rest, name: 'Release', title: 'Release of', description: 'Notes: plan' };
  expect([status, release]).toEqual([201, { id: expect.any(String), ...values }]);
  const backup = (await member.post<CardTemplate>(at(board), { name: 'backup', title: 'Check' })).body;
  const plain = { description: '', classOfService: 'standard', swimlaneId: null, labelIds: [] };
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

test('a card is saved as a template with what a copy of it would have', async () => {
  const board = await aBoard().make();
  const label = await board.label('Release');
  await member.createCard(board, {
    ...{ title: 'Release 7', description: 'All of it', labelIds: [label], assigneeIds: [owner.id] },
    checklistItems: [{ text: 'Tag' }],
  });
  const { checklistItems } = (await member.get<CardDetail>(`${board.path}/cards/1`)).body;
  await member.patch(`${board.path}/cards/1/checklist/${checklistItems[0]!.id}`, { done: true });
  const saved = await member.post<CardTemplate>(at(board), { name: 'Release', copyOf: 1, title: 'Release' });
  expect(saved.body).toEqual({
    id: saved.body.id,
    ...{ name: 'Release', title: 'Release', description: 'All of it', classOfService: 'standard' },
    ...{ swimlaneId: null, labelIds: [label], checklistItems: [{ text: 'Tag' }] },
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
