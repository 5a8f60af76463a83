import { expect, test } from '@jest/globals';
import { createWords } from '@weir/words/catalogue';
import { theApi } from '../support/api.js';
import { contentOf, planned, ran, reportOf } from './support.js';
import { lists, trelloBoard, trelloCard } from './trello-board.js';

const api = theApi();
const { t } = createWords('en');

const capAt = (caps: Record<string, number>) =>
  api.pool.query(`UPDATE workspaces SET caps = $1 WHERE slug = 'demo'`, [JSON.stringify(caps)]);

test('the preview of a board names each cap that leaves something out, and the report each card', async () => {
  await capAt({
    cards: 3,
    labels: 1,
    fields: 1,
    fieldOptions: 1,
    cardLabels: 1,
    checklistItems: 1,
    comments: 1,
  });
  const cards = ['Aa', 'Bbb', 'Cccc', 'Ddddd'].map((name) =>
    trelloCard(name, 'ideas', {
      idLabels: ['label-bug'],
      customFieldItems: [{ idCustomField: 'f', idValue: 'o1' }],
    }),
  );
  Object.assign(cards[0] as object, {
    idLabels: ['label-bug', 'label-sky'],
    attachments: [{ name: 'Plan', url: 'file:///plan' }],
    customFieldItems: [
      { idCustomField: 'f', idValue: 'o2' },
      { idCustomField: 'g', value: { text: 'x'.repeat(501) } },
    ],
  });
  const comment = (text: string) => ({
    ...{ type: 'commentCard', date: '2026-02-01T10:00:00Z', idMemberCreator: 'm-member' },
    data: { card: { id: cards[1]?.id }, text },
  });
  const first = await planned(
    'caps.json',
    trelloBoard([...cards, trelloCard('Delivered', 'done')], {
      actions: [comment('One'), comment('Two')],
      lists: [{ ...lists.ideas, name: 'Ideas '.repeat(11) }, lists.done],
      checklists: [{ id: 'c', idCard: cards[2]?.id, checkItems: ['One', 'Two'].map((name) => ({ name })) }],
      customFields: [
        {
          ...{ id: 'f', name: 'Size', type: 'list' },
          options: ['o1', 'o2'].map((id) => ({ id, value: { text: id }, color: 'none' })),
        },
        { id: 'g', name: 'Notes', type: 'text' },
      ],
    }),
  );
  expect(first.outlook).toMatchObject({ cards: 4, existing: 0, leftOut: 0, shortNames: 1 });
  expect(first.outlook?.capped).toEqual([
    { cap: 'cards', max: 3, found: 4, leftOut: 1, of: 'Website' },
    { cap: 'labels', max: 1, found: 2, leftOut: 1, of: 'Website' },
    { cap: 'fields', max: 1, found: 2, leftOut: 1, of: 'Website' },
    { cap: 'fieldOptions', max: 1, found: 2, leftOut: 1, of: 'Size' },
  ]);
  expect(
    Object.fromEntries((first.outlook?.notes ?? []).map(({ note, cards }) => [note, cards])),
  ).toMatchObject({
    labelsLeftOut: 1,
    valuesLeftOut: 1,
    linksLeftOut: 1,
    itemsLeftOut: 1,
    commentsLeftOut: 1,
  });
  const done = await ran(first);
  expect(done.progress).toMatchObject({ created: 4, refused: 1 });
  const refused = (await reportOf(done)).filter(([, , , result]) => result === 'Not imported');
  expect(refused.map((row) => row.at(-1))).toEqual([t('refusals.capReached', { cap: 'cards', max: 3 })]);

  // Cards that are here already need no room. The one that was refused comes once there is some.
  await capAt({ cards: 4 });
  const key = done.board?.key as string;
  const again = await planned('caps.json', trelloBoard([...cards, trelloCard('Delivered', 'done')]));
  const path = `/v1/workspaces/demo/imports/${again.id}`;
  const { body } = await api.people.manager.patch<typeof again>(path, {
    ...again.plan,
    target: { kind: 'existing', board: key, columns: [] },
  });
  expect(again.outlook?.elsewhere).toEqual({ key, name: 'Website', cards: 4 });
  expect(body.outlook).toMatchObject({ cards: 1, existing: 4, capped: [] });
  expect(body.outlook).not.toHaveProperty('elsewhere');
  expect((await ran(again)).progress).toMatchObject({ created: 1, existing: 4, refused: 0 });
  expect((await contentOf(key)).cards).toHaveLength(5);
  await capAt({});
});

test('texts of custom fields that are shortened are noted', async () => {
  const { outlook } = await planned('notes.csv', `Title,Remark\nOne,${'x'.repeat(501)}\n`).then(
    async (plan) => {
      const { body } = await api.people.manager.patch<typeof plan>(`/v1/workspaces/demo/imports/${plan.id}`, {
        ...plan.plan,
        table: { headers: ['title', 'text'], dates: 'dayFirst' },
      });
      return body;
    },
  );
  expect(outlook?.notes).toEqual([{ note: 'shortened', cards: 1 }]);
});
