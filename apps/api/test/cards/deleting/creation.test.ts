import { expect, test } from '@jest/globals';
import { applyChanges, type BoardChanges, type CardDetail } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { refusalOf } from '../../support/refusals.js';

const api = theApi();
const { manager, member, viewer } = api.people;

const undo = ({ path }: BoardUnderTest, number: number, by = member) =>
  by.delete(`${path}/cards/${number}/creation`);
const changed = { status: 409, code: 'card-changed' };

test('the creator of a card can undo its creation, also after a move and edits that they took back', async () => {
  const board = await aBoard().make();
  const customer = (await board.field('Customer', 'text')).id;
  const facts = { title: 'Typo', labelIds: [await board.label('Bug')], fields: { [customer]: 'Acme' } };
  await board.cards('Ready', 1);
  const known = await board.read();
  const [card] = await board.cards('Ready', 1, facts);
  const path = `${board.path}/cards/${card}`;
  for (const before of [1, null])
    await member.put(`${path}/position`, { columnId: board.id('Ready'), before });
  for (const body of [
    { title: 'Other', fields: { [customer]: 'Zoo' } },
    { title: 'Typo', fields: { [customer]: 'Acme' } },
  ])
    await member.patch(path, body);
  await member.archive(board, card);

  expect((await undo(board, card)).status).toBe(204);
  expect((await viewer.get(path)).status).toBe(404);
  expect((await undo(board, card)).status).toBe(404);
  const { today, namesVersion } = known;
  const query = `after=${known.seq}&today=${today}&namesVersion=${namesVersion}`;
  const { body } = await viewer.get<BoardChanges>(`${board.path}/changes?${query}`);
  expect(applyChanges(known, body)).toEqual(await board.read());
  expect((await board.events(known.seq)).at(-1)).toMatchObject({
    type: 'card.deleted',
    actor: { id: member.id },
    changes: [{ card, from: { title: 'Typo' }, to: null }],
  });
});

test('a creation is not undone once the card was committed or delivered, unless it was created that way', async () => {
  const board = await aBoard().make();
  const [begun, delivered] = await board.cards('Ready', 2);
  const [further, same] = await board.cards('Doing', 2);
  const ways: [number, string[]][] = [
    [begun, ['Doing', 'Ready']],
    [delivered, ['Doing', 'Done']],
    [further, ['Done', 'Doing']],
    [same, ['Ready', 'Doing']],
  ];
  for (const [card, columns] of ways)
    for (const column of columns) await member.moveCard(board, card, { column });
  await member.archive(board, delivered);
  for (const card of [begun, delivered, further]) expect(refusalOf(await undo(board, card))).toEqual(changed);
  expect((await undo(board, same)).status).toBe(204);
});

test('a retried undo of a creation gets the first answer', async () => {
  const board = await aBoard().make();
  const [card] = await board.cards('Ready', 1);
  const send = () =>
    member.delete(`${board.path}/cards/${card}/creation`, { 'idempotency-key': 'undone-creation-1' });
  const [first, again] = [await send(), await send()];
  expect([first.status, again.status]).toEqual([204, 204]);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(again.headers.get('board-seq')).toBe(first.headers.get('board-seq'));
});

test('a creation is not undone once somebody has added something, or somebody else has touched the card', async () => {
  const board = await aBoard().intake({ depth: 5 }).make();
  const [described, commented, moved, linked, other] = await board.cards('Ready', 5);
  await member.patch(`${board.path}/cards/${described}`, { description: 'Words' });
  await member.post(`${board.path}/cards/${commented}/comments`, { text: 'Words' });
  await manager.put(`${board.path}/cards/${moved}/position`, { columnId: board.id('Doing') });
  await member.post(`${board.path}/cards/${linked}/links`, { kind: 'relatesTo', card: other });
  const [split] = await board.cards('Ready', 1, { checklistItems: [{ text: 'A step' }] });
  const { checklistItems } = (await viewer.get<CardDetail>(`${board.path}/cards/${split}`)).body;
  await member.put(`${board.path}/cards/${split}/checklist/${checklistItems[0]?.id}/card`, {});
  for (const card of [described, commented, moved, linked, other, split])
    expect(refusalOf(await undo(board, card))).toEqual(changed);

  const [own] = await board.cards('Ready', 1);
  expect(refusalOf(await undo(board, own, manager))).toEqual(changed);
  await board.ask();
  await manager.answer(board, 1, { kind: 'accept' });
  const accepted = (await board.order('Ready')).at(-1) as number;
  expect(refusalOf(await undo(board, accepted, manager))).toEqual(changed);
});
