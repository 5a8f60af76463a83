import { expect, test } from '@jest/globals';
import { theApi } from '../support/api.js';
import { commentsOf, contentOf, detailOf, planned, ran, replanned, underKey } from './support.js';

theApi();
test('a board of WeKan arrives with its limits, its moves and its custom fields', async () => {
  const file = {
    _format: 'wekan-board-1.0.0',
    title: 'Garden',
    labels: [{ _id: 'lb', name: 'Urgent', color: 'crimson' }],
    lists: [
      { _id: 'l2', title: 'Digging', sort: 1, wipLimit: { value: 1, enabled: true, soft: false } },
      { _id: 'l1', title: 'Backlog', sort: 0, wipLimit: { value: 3, enabled: false } },
      { _id: 'l3', title: 'Done', sort: 2 },
    ],
    swimlanes: [],
    users: [{ _id: 'u1', username: 'ada', profile: { fullname: 'Ada' } }],
    customFields: [
      {
        _id: 'f1',
        name: 'Bed',
        type: 'dropdown',
        settings: { dropdownItems: [{ _id: 'o1', name: 'North' }] },
      },
      { _id: 'f2', name: 'Sown', type: 'date' },
    ],
    cards: [
      {
        ...{ _id: 'c1', title: 'Beans', listId: 'l2', sort: 2, labelIds: ['lb'], members: ['u1'] },
        ...{ createdAt: '2026-02-01T10:00:00.000Z', dueAt: '2026-04-01T10:00:00.000Z' },
        customFields: [
          { _id: 'f1', value: 'o1' },
          { _id: 'f2', value: '2026-02-14T00:00:00.000Z' },
        ],
      },
      { _id: 'c2', title: 'Peas', listId: 'l2', sort: 1, createdAt: '2026-02-01T10:00:00.000Z' },
      {
        _id: 'c3',
        title: 'Fence',
        listId: 'l3',
        sort: 1,
        createdAt: '2026-01-01T10:00:00.000Z',
        endAt: '2026-01-20T10:00:00.000Z',
        archived: true,
        archivedAt: '2026-01-25T10:00:00.000Z',
      },
    ],
    checklistItems: [{ _id: 'i1', checklistId: 'k', cardId: 'c1', title: 'Buy seeds', isFinished: true }],
    comments: [{ cardId: 'c1', userId: 'u1', text: 'Soon', createdAt: '2026-02-03T10:00:00.000Z' }],
    activities: [
      {
        activityType: 'moveCard',
        cardId: 'c1',
        listId: 'l2',
        oldListId: 'l1',
        createdAt: '2026-02-05T10:00:00.000Z',
      },
    ],
    attachments: [{ _id: 'a', cardId: 'c1', file: 'aGVsbG8=', name: 'note.txt' }],
  };
  const first = await planned('garden.json', file);
  expect(first).toMatchObject({
    format: 'wekan',
    plan: {
      target: {
        columns: [{ name: 'Backlog', limit: null }, { name: 'Digging', limit: 1 }, { name: 'Done' }],
      },
    },
    source: { links: 0 },
    outlook: {
      full: [{ column: 'Digging', limit: 1, cards: 2, tooMany: 1 }],
      notes: expect.arrayContaining([{ note: 'linksLeftOut', cards: 1 }]),
    },
  });
  const done = await ran(await replanned(first, underKey(first, 'WEKAN')));
  expect(done.progress).toMatchObject({ created: 3, inQueue: 1 });
  const { board, byTitle } = await contentOf('WEKAN');
  expect(byTitle('Peas')).toMatchObject({ column: 'Digging' });
  expect(byTitle('Beans')).toMatchObject({
    column: 'Backlog',
    committedAt: null,
    checklist: { done: 1, total: 1 },
  });
  expect(byTitle('Fence')).toMatchObject({
    deliveredAt: '2026-01-20T10:00:00.000Z',
    archivedAt: '2026-01-25T10:00:00.000Z',
  });
  const [bed, sown] = board.fields;
  const beans = byTitle('Beans')?.number as number;
  expect((await detailOf('WEKAN', beans)).fields).toEqual({
    [bed!.id]: bed!.options[0]!.id,
    [sown!.id]: '2026-02-14',
  });
  expect(await commentsOf('WEKAN', beans)).toMatchObject([{ text: '**Ada**\n\nSoon' }]);
});

test('a board of Planka arrives with its closed lists as done columns, its tasks, people and links, without deleted cards', async () => {
  const card = (id: string, name: string, listId: string, position: number) => ({
    ...{ id, name, listId, position, description: null, dueDate: null },
    ...{ createdAt: '2026-01-01T00:00:00.000Z', listChangedAt: '2026-01-02T00:00:00.000Z' },
  });
  const file = {
    item: { id: '10', name: 'Roadmap' },
    included: {
      labels: [{ id: '500', name: 'Bug', color: 'berry-red' }],
      lists: [
        { id: '3', type: 'closed', position: 3, name: 'Harbour' },
        { id: '2', type: 'active', position: 2, name: 'In Progress' },
        { id: '1', type: 'active', position: 1, name: 'To Do' },
        { id: '4', type: 'archive', position: null, name: null },
        { id: '5', type: 'trash', position: null, name: null },
      ],
      cards: [
        card('20', 'Second', '1', 2),
        card('21', 'First', '1', 1),
        card('22', 'Finished', '3', 1),
        card('23', 'Put away', '4', 1),
        card('24', 'Thrown away', '5', 1),
      ],
      cardMemberships: [{ cardId: '20', userId: '2' }],
      cardLabels: [{ cardId: '20', labelId: '500' }],
      taskLists: [{ id: '40', cardId: '20', name: 'Steps' }],
      tasks: [
        { id: '41', position: 2, name: 'second step', isCompleted: false, taskListId: '40' },
        { id: '42', position: 1, name: 'first step', isCompleted: true, taskListId: '40' },
      ],
      users: [{ id: '2', name: 'Bao Brandt', username: 'bao' }],
      attachments: [
        { id: '30', type: 'link', name: 'Site', cardId: '20', data: { url: 'https://planka.test' } },
      ],
      customFields: [{ id: '51', name: 'Priority' }],
      customFieldValues: [{ cardId: '20', customFieldId: '51', content: 'High' }],
    },
  };
  const first = await planned('roadmap.json', file);
  expect(first).toMatchObject({ format: 'planka', source: { cards: 4 } });
  const done = await ran(await replanned(first, underKey(first, 'PLANKA')));
  expect(done.progress).toMatchObject({ created: 4 });
  const { board, cards, byTitle } = await contentOf('PLANKA');
  const open = cards.filter(({ archivedAt }) => archivedAt === null);
  expect(open.map(({ title }) => title)).toEqual(['First', 'Finished', 'Second']);
  expect(byTitle('Finished')).toMatchObject({ deliveredAt: '2026-01-02T00:00:00.000Z' });
  expect(byTitle('Put away')).toMatchObject({ archivedAt: expect.any(String) });
  expect(await detailOf('PLANKA', byTitle('Second')?.number as number)).toMatchObject({
    description: '---\n\n- [Site](https://planka.test)',
    assignees: [{ name: 'Bao Brandt' }],
    fields: { [board.fields[0]!.id]: 'High' },
    labelIds: [board.labels[0]!.id],
    checklistItems: [
      { text: 'first step', done: true },
      { text: 'second step', done: false },
    ],
  });
});
