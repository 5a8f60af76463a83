import { expect, test } from '@jest/globals';
import { current } from '../events/rebuilding/current-view.js';
import { rebuilt } from '../events/rebuilding/rebuilt-view.js';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';
import {
  boards,
  commentsOf,
  contentOf,
  detailOf,
  imports,
  planned,
  ran,
  replanned,
  reportOf,
} from './support.js';
import { madeAt, moved, trelloBoard, trelloCard } from './trello-board.js';

const api = theApi();
const { manager, member } = api.people;

test('a board of Trello arrives with its lists, people, checklists, comments, links and dates', async () => {
  const card = trelloCard('Fix the form', 'doing', {
    desc: 'It **loses** input.',
    due: '2026-03-01T23:30:00.000Z',
    idLabels: ['label-bug', 'label-sky'],
    labels: [{ id: 'label-bug', name: 'Bug', color: 'red_dark' }],
    idMembers: ['m-member', 'm-gone'],
    attachments: [
      { name: 'plan [v2].pdf', url: 'https://trello.test/a (1).pdf' },
      { name: 'x', url: 'javascript:alert(1)' },
    ],
    customFieldItems: [
      { idCustomField: 'f-points', value: { number: '3.5' } },
      { idCustomField: 'f-risk', idValue: 'o-high', value: null },
      { idCustomField: 'f-ok', value: { checked: 'true' } },
    ],
  });
  const shipped = trelloCard('Shipped already', 'done', { dateLastActivity: '2026-02-20T10:00:00.000Z' });
  const gone = trelloCard('An old one', 'old', { dateLastActivity: '2026-02-01T10:00:00.000Z' });
  const file = trelloBoard([card, shipped, gone], {
    checklists: [
      {
        idCard: card.id,
        checkItems: [
          { name: 'Write a test', state: 'incomplete', pos: 2 },
          { name: 'Reproduce it', state: 'complete', pos: 1 },
        ],
      },
    ],
    customFields: [
      { id: 'f-points', name: 'Points', type: 'number' },
      {
        id: 'f-risk',
        name: 'Risk',
        type: 'list',
        options: [{ id: 'o-high', value: { text: 'High' }, color: 'red' }],
      },
      { id: 'f-ok', name: 'Checked', type: 'checkbox' },
    ],
    actions: [
      {
        type: 'commentCard',
        idMemberCreator: 'm-gone',
        date: '2026-02-03T10:00:00.000Z',
        data: { card: { id: card.id }, text: 'Second' },
        memberCreator: { fullName: 'Gone Person' },
      },
      {
        type: 'commentCard',
        idMemberCreator: 'm-member',
        date: '2026-02-02T10:00:00.000Z',
        data: { card: { id: card.id }, text: 'First' },
      },
      moved(shipped.id, 'done', '2026-02-10T09:00:00.000Z'),
      moved(shipped.id, 'doing', '2026-02-08T09:00:00.000Z'),
      moved(card.id, 'doing', '2026-02-01T09:00:00.000Z'),
    ],
  });

  const first = await planned('website.json', file);
  expect(first).toMatchObject({
    format: 'trello',
    state: 'ready',
    board: null,
    source: { board: 'Website', cards: 3, archived: 0, comments: 2, checklistItems: 2, links: 1 },
    plan: {
      target: {
        kind: 'new',
        key: 'WEBSITE',
        columns: [
          { name: 'Ideas', kind: 'queue', limit: null, from: ['l-ideas', 'l-old'] },
          { name: 'Doing', kind: 'active', limit: 2, from: ['l-doing'] },
          { name: 'Done', kind: 'done', limit: null, from: ['l-done'] },
        ],
      },
      people: [
        { ref: 'm-member', userId: null },
        { ref: 'm-gone', userId: null },
      ],
    },
    outlook: {
      cards: 3,
      leftOut: 0,
      full: [],
      notes: [
        { note: 'linksLeftOut', cards: 1 },
        { note: 'unassigned', cards: 1 },
      ],
    },
  });
  expect((await manager.get(`${boards}/WEBSITE`)).status).toBe(404);

  const { plan } = first;
  const target = { ...plan.target, key: 'WEB', timeZone: 'Europe/Berlin' } as typeof plan.target;
  const people = plan.people.map((each) => (each.ref === 'm-member' ? { ...each, userId: member.id } : each));
  const done = await ran(await replanned(first, { target, people }));
  expect(done).toMatchObject({
    state: 'done',
    board: { key: 'WEB', name: 'Website' },
    progress: { total: 3, processed: 3, created: 3, inQueue: 0, existing: 0, leftOut: 0, refused: 0 },
  });

  const { board, byTitle } = await contentOf('WEB');
  const number = byTitle(card.name)?.number as number;
  const detail = await detailOf('WEB', number);
  const field = (name: string) => board.fields.find((each) => each.name === name);
  expect(detail).toMatchObject({
    description: 'It **loses** input.\n\n---\n\n- [plan \\[v2\\].pdf](https://trello.test/a%20%281%29.pdf)',
    dueOn: '2026-03-02',
    assignees: [{ id: member.id }],
    createdAt: '2026-01-05T10:00:00.000Z',
    committedAt: '2026-02-01T09:00:00.000Z',
    enteredColumnAt: '2026-02-01T09:00:00.000Z',
    deliveredAt: null,
    createdBy: null,
    imported: true,
    checklistItems: [
      { text: 'Reproduce it', done: true },
      { text: 'Write a test', done: false },
    ],
  });
  expect(board.labels.map(({ name, colour }) => [name, colour])).toEqual([
    ['Bug', 'red'],
    ['sky', 'teal'],
  ]);
  expect(detail.fields).toEqual({
    [field('Points')!.id]: 3.5,
    [field('Risk')!.id]: field('Risk')!.options[0]!.id,
    [field('Checked')!.id]: field('Checked')!.options[0]!.id,
  });
  expect(await commentsOf('WEB', number)).toMatchObject([
    { text: 'First', by: { id: member.id }, at: '2026-02-02T10:00:00.000Z' },
    { text: '**Gone Person**\n\nSecond', by: { id: manager.id }, at: '2026-02-03T10:00:00.000Z' },
  ]);
  expect(byTitle(shipped.name)).toMatchObject({
    column: 'Done',
    committedAt: '2026-02-08T09:00:00.000Z',
    deliveredAt: '2026-02-10T09:00:00.000Z',
  });
  expect(byTitle(gone.name)).toMatchObject({ column: 'Ideas', archivedAt: '2026-02-01T10:00:00.000Z' });
  // The events of the board contain everything.
  const workspace = { path: boards };
  const { cards, archived, ...rest } = await rebuilt(api, workspace, 'WEB');
  const shown = await current(api, workspace, 'WEB');
  expect({ ...shown, ...rest }).toEqual(shown);
  // The document leaves out cards delivered long ago.
  expect(cards.filter((each) => each.number !== byTitle(shipped.name)?.number)).toMatchObject(shown.cards);
  expect(archived).toMatchObject(shown.archived);
  // An import notifies nobody.
  const { rows } = await api.pool.query('SELECT count(*)::int AS notices FROM notices');
  expect(rows).toEqual([{ notices: 0 }]);
  expect(await reportOf(done)).toEqual([
    ['No.', 'Id in the source', 'Title', 'Result', 'Card', 'Column', 'Notes'],
    [
      '1',
      card.id,
      card.name,
      'Imported',
      'WEB-1',
      'Doing',
      'Attachments without a web address are left out. A person assigned in the file is not assigned here.',
    ],
    ['2', shipped.id, shipped.name, 'Imported', 'WEB-2', 'Done', ''],
    ['3', gone.id, gone.name, 'Imported', 'WEB-3', 'Ideas', ''],
  ]);
  expect((await manager.delete(`${imports}/${done.id}`)).status).toBe(204);
});

test('cards that a limit refuses go before the commitment point and are predicted and listed, and a repeat duplicates nothing', async () => {
  const board = await aBoard().called('FULL').column('Doing', { limit: 2 }).make();
  await board.cards('Doing', 1);
  const cards = [1, 2, 3].map((n) =>
    trelloCard(`Card ${n}`, 'doing', { id: madeAt('2026-02-01T10:00:00Z', n), pos: 4 - n }),
  );
  const file = trelloBoard(cards);
  const first = await replanned(await planned('more.json', file), {
    target: { kind: 'existing', board: 'FULL', columns: [] },
  });
  expect(first).toMatchObject({
    plan: {
      target: {
        columns: [
          { columnId: board.id('Ready'), from: ['l-ideas'] },
          { columnId: board.id('Doing'), from: ['l-doing'] },
          { columnId: board.id('Done'), from: ['l-done'] },
        ],
      },
    },
    outlook: { cards: 3, full: [{ column: 'Doing', limit: 2, cards: 3, tooMany: 2 }] },
  });
  const done = await ran(first);
  expect(done.progress).toMatchObject({ created: 3, inQueue: 2, refused: 0 });
  expect(
    (await reportOf(done))
      .slice(1)
      .map(([, , title, result, , column, notes]) => [title, result, column, notes]),
  ).toEqual([
    ['Card 3', 'Imported', 'Doing', 'The file has no start date, so the start is estimated.'],
    ...['Card 2', 'Card 1'].map((title) => [
      title,
      'Imported into a queue',
      'Ready',
      'A limit left no room in Doing. The file has no start date, so the start is estimated.',
    ]),
  ]);
  const { cards: after } = await contentOf('FULL');
  expect(after.map(({ title, column }) => [title, column])).toEqual([
    ['A card', 'Doing'],
    ['Card 3', 'Doing'],
    ['Card 2', 'Ready'],
    ['Card 1', 'Ready'],
  ]);
  expect(after[2]).toMatchObject({ committedAt: null });

  const { seq } = await board.read();
  const again = await replanned(await planned('more.json', file), { target: first.plan.target });
  expect((await ran(again)).progress).toMatchObject({ created: 0, existing: 3 });
  expect((await board.read()).seq).toBe(seq);
  // A card that was deleted for good is imported again.
  await manager.archive(board, 4);
  await manager.delete(`${board.path}/cards/4`);
  const third = await replanned(await planned('more.json', file), { target: first.plan.target });
  expect((await ran(third)).progress).toMatchObject({ created: 1, existing: 2 });
});

test('each card has one event at the time of the import, with its dates from the source', async () => {
  const card = trelloCard('With a past', 'done', {
    start: '2026-01-07T09:00:00.000Z',
    dueComplete: true,
    dateCompleted: '2026-01-09T09:00:00.000Z',
  });
  const { plan } = await planned('past.json', trelloBoard([card]));
  const target = { ...plan.target, key: 'PAST' } as typeof plan.target;
  await ran(await replanned(await planned('past.json', trelloBoard([card])), { target }));
  const events = (
    await manager.get<{ items: { type: string; at: string; changes: unknown[] }[] }>(`${boards}/PAST/events`)
  ).body.items;
  expect(events.map(({ type }) => type)).toEqual(['board.created', 'card.imported']);
  expect(events[1]).toMatchObject({
    actor: { id: manager.id },
    changes: [
      {
        card: 1,
        to: {
          createdAt: '2026-01-05T10:00:00.000Z',
          committedAt: '2026-01-07T09:00:00.000Z',
          deliveredAt: '2026-01-09T09:00:00.000Z',
          archivedAt: null,
        },
      },
    ],
  });
  expect(events[1]!.at >= events[0]!.at).toBe(true);
});
