import { expect, test } from '@jest/globals';
import {
  allowedRoles,
  type CardDetail,
  type Comment,
  type CommentList,
  type NoticeList,
  roles,
  type SearchList,
} from '@weir/contract';
import { displacing } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import type { Name } from '../../support/people.js';

const api = theApi();
const { manager, member, owner, secondMember, viewer, requester, stranger } = api.people;
const notices = '/v1/workspaces/demo/notices';

const mention = (who: { id: string }, name = 'Someone') => `[@${name}](person:${who.id})`;
const mentionsOf = async (who: Name) =>
  (await api.people[who].get<NoticeList>(notices)).body.items.filter(({ kind }) => kind === 'mentioned');
const setRole = (who: { id: string }, role: string) =>
  owner.patch(`/v1/workspaces/demo/members/${who.id}`, { role });

test('notifies each newly mentioned reader of the board once, also over edits, and nobody else', async () => {
  const board = await aBoard().make();
  await member.createCard(board, { title: 'Raise the pool size' });
  const comments = `${board.path}/cards/1/comments`;
  const text = `${mention(secondMember, 'Old name')} and ${mention(viewer)}, ${mention(member)}, ${mention(requester)}, ${mention(stranger)}: look`;
  const added = (await member.post<Comment>(comments, { text })).body;
  expect(added).toMatchObject({
    text,
    mentions: [
      { id: member.id, name: 'Bao Brandt' },
      { id: secondMember.id, name: 'Noor Novak' },
      { id: viewer.id, name: 'Vik Vale' },
    ],
    editedAt: null,
  });

  const [notice] = await mentionsOf('secondMember');
  expect(notice).toMatchObject({
    readAt: null,
    board: { key: board.key },
    request: null,
    card: { number: 1, ref: `${board.key}-1`, title: 'Raise the pool size', comment: added.id },
    title: 'Bao Brandt mentioned you: Raise the pool size',
    text: '@Old name and @Someone, @Someone, @Someone, @Someone: look',
  });
  expect(await mentionsOf('viewer')).toHaveLength(1);
  for (const who of ['member', 'requester', 'stranger'] as const) {
    const path = who === 'stranger' ? '/v1/workspaces/other/notices' : notices;
    expect((await api.people[who].get<NoticeList>(path)).body.items).toEqual([]);
  }

  const edit = (next: string) => member.patch<Comment>(`${comments}/${added.id}`, { text: next });
  const edited = (await edit(`${mention(manager)}: look`)).body;
  expect(edited.editedAt).toEqual(expect.any(String));
  await edit(`${mention(manager)} and ${mention(secondMember)}: look again`);
  expect(await mentionsOf('manager')).toHaveLength(1);
  expect(await mentionsOf('secondMember')).toMatchObject([
    { id: notice?.id, text: '@Someone and @Someone: look again' },
  ]);
  const [listed] = (await viewer.get<CommentList>(comments)).body.items;
  expect(listed).toMatchObject({
    mentions: [{ name: 'Mira Mensah' }, { name: 'Noor Novak' }],
    at: added.at,
    editedAt: expect.any(String),
  });
  const [found] = (await viewer.get<SearchList>('/v1/workspaces/demo/search?q=look%20again')).body.items;
  expect(found?.preview.map((part) => part.text).join('')).toBe('@Someone and @Someone: look again');
  await member.delete(`${comments}/${added.id}`);
  expect((await mentionsOf('manager'))[0]?.text).toBe(`The comment on ${board.key}-1 was deleted.`);
});

test('notifies people mentioned in a description, of a new card too, and hides the card from people who lost access', async () => {
  const board = await aBoard().make();
  const card = `${board.path}/cards/1`;
  await member.createCard(board, { title: 'Described', description: `Ask ${mention(secondMember)}` });
  const ofCard = async (who: Name) =>
    (await mentionsOf(who)).filter((notice) => notice.board.key === board.key);
  const described = { number: 1, ref: `${board.key}-1`, title: 'Described', comment: null };
  expect(await ofCard('secondMember')).toMatchObject([
    { card: described, text: `In the description of ${board.key}-1.` },
  ]);
  expect((await viewer.get<CardDetail>(card)).body.mentions).toEqual([
    { id: secondMember.id, name: 'Noor Novak' },
  ]);

  await manager.patch(card, { description: `Ask ${mention(viewer)} or ${mention(manager)}` });
  await manager.patch(card, { description: `Ask ${mention(secondMember)} or ${mention(viewer)}` });
  expect(await ofCard('secondMember')).toHaveLength(1);
  expect(await ofCard('viewer')).toHaveLength(1);
  expect(await ofCard('manager')).toEqual([]);

  await setRole(viewer, 'requester');
  expect(await ofCard('viewer')).toMatchObject([{ card: null, title: 'Mira Mensah mentioned you' }]);
  expect(JSON.stringify(await ofCard('viewer'))).not.toContain('Described');
  await setRole(viewer, 'viewer');
  expect(await ofCard('viewer')).toMatchObject([{ card: described }]);

  const { number } = await board.ask('Traded', { description: `Ask ${mention(secondMember)}` });
  await member.moveCard(board, 1, { column: 'Doing' });
  const traded = await manager.answer(board, number, { kind: 'trade', displaces: 1, ...displacing });
  expect(traded).toMatchObject({ status: 200 });
  expect(await ofCard('secondMember')).toHaveLength(1);
  await api.pool.query(
    `INSERT INTO comments (workspace_id, board_id, card_id, id, body, by, at)
     SELECT workspace_id, board_id, id, gen_random_uuid(), $2, created_by, now() FROM cards
      WHERE number = 1 AND board_id = (SELECT id FROM boards WHERE key = $1)`,
    [board.key, `By plain SQL: ${mention(secondMember)}`],
  );
  expect(await ofCard('secondMember')).toMatchObject([{ title: 'Bao Brandt mentioned you: Described' }, {}]);
});

test('the database mentions those whose role reads boards', async () => {
  const { rows } = await api.pool.query('SELECT r FROM unnest($1::role[]) r WHERE weir.may_read_boards(r)', [
    roles,
  ]);
  expect(rows.map(({ r }) => r)).toEqual(allowedRoles.readBoards);
});
