import { expect, test } from '@jest/globals';
import type { Comment, Limit, Notice, NoticeList } from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { overrideOf } from '../support/overrides.js';
import type { Name } from '../support/people.js';

// Notices about cards: assigned, commented, blocked, due, and limits that were overridden.

const api = theApi();
const { owner, manager, member, secondMember, viewer } = api.people;
const notices = '/v1/workspaces/demo/notices';

async function of(who: Name, board: BoardUnderTest): Promise<Notice[]> {
  const { items } = (await api.people[who].get<NoticeList>(notices)).body;
  return items.filter((notice) => notice.board.key === board.key);
}
const titles = async (who: Name, board: BoardUnderTest) => (await of(who, board)).map(({ title }) => title);
const choose = (who: Name, change: object) => api.people[who].patch(`${notices}/choices`, change);

test('a new assignee gets a notice, no second one until it is read, and none for assigning themselves', async () => {
  const board = await aBoard().make();
  const { ref } = (
    await member.createCard(board, { title: 'Export', assigneeIds: [member.id, secondMember.id] })
  ).body;
  expect(await of('member', board)).toEqual([]);
  expect(await of('secondMember', board)).toMatchObject([
    {
      kind: 'assigned',
      readAt: null,
      card: { number: 1, ref, title: 'Export', comment: null },
      request: null,
      title: 'Bao Brandt assigned you: Export',
      text: `${ref} is assigned to you.`,
    },
  ]);
  const again = async () => {
    await manager.patchCard(board, 1, { assigneeIds: [member.id] });
    await manager.patchCard(board, 1, { assigneeIds: [member.id, secondMember.id] });
    return titles('secondMember', board);
  };
  expect(await again()).toHaveLength(1);
  await secondMember.put(`${notices}/read`, {});
  expect(await again()).toEqual(['Mira Mensah assigned you: Export', 'Bao Brandt assigned you: Export']);
});

test('watchers get a notice of a comment, except its author and the people it mentions', async () => {
  const board = await aBoard().make();
  await member.createCard(board, { title: 'Export' });
  const card = `${board.path}/cards/1`;
  await viewer.put(`${card}/watch`);
  await secondMember.put(`${card}/watch`);
  const text = `Look, [@Noor](person:${secondMember.id})`;
  const { id } = (await manager.post<Comment>(`${card}/comments`, { text })).body;
  const commented = {
    kind: 'commented',
    card: { number: 1, comment: id },
    title: 'Mira Mensah commented: Export',
    text: 'Look, @Noor',
  };
  expect(await of('member', board)).toMatchObject([commented]);
  expect(await of('viewer', board)).toMatchObject([commented]);
  expect(await of('secondMember', board)).toMatchObject([{ kind: 'mentioned' }]);
  expect(await of('manager', board)).toEqual([]);

  await manager.patch(`${card}/comments/${id}`, { text: 'Look again' });
  expect(await of('member', board)).toMatchObject([{ text: 'Look again' }]);
  await manager.delete(`${card}/comments/${id}`);
  expect(await of('member', board)).toMatchObject([{ text: `The comment on ${board.key}-1 was deleted.` }]);
});

test('watchers get a notice when a card is blocked and unblocked, by plain SQL too', async () => {
  const board = await aBoard().make();
  await member.createCard(board, { title: 'Export' });
  const block = `${board.path}/cards/1/block`;
  await manager.put(block, { reason: 'Waits for a part' });
  await manager.put(block, { reason: 'Waits for two parts' });
  expect(await of('member', board)).toMatchObject([
    { kind: 'cardBlocked', title: 'Mira Mensah blocked: Export', text: 'Waits for two parts' },
  ]);
  await manager.delete(block);
  await member.put(block, { reason: 'My own' });
  await api.pool.query(
    `UPDATE card_blocks SET unblocked_at = now(), unblocked_by = $2
      WHERE unblocked_at IS NULL AND board_id = (SELECT id FROM boards WHERE key = $1)`,
    [board.key, manager.id],
  );
  expect(await titles('member', board)).toEqual([
    'Mira Mensah unblocked: Export',
    'Mira Mensah unblocked: Export',
    'Mira Mensah blocked: Export',
  ]);
  expect(await of('manager', board)).toEqual([]);
});

test('assignees of a card are notified once for each due date, from the morning before in the board’s time zone', async () => {
  const board = await aBoard().make();
  await manager.patch(`${board.path}/intake`, { timeZone: 'Pacific/Auckland' });
  const [dueOn, later] = [api.day(40), api.day(41)];
  const sweep = (day: string, time: string) =>
    api.pool.query(
      `SELECT weir.notify_due_soon(($1 || ' ' || $2)::timestamp AT TIME ZONE 'Pacific/Auckland')`,
      [day, time],
    );
  await manager.createCard(board, { title: 'Assigned', dueOn, assigneeIds: [member.id, secondMember.id] });
  await manager.createCard(board, { title: 'Nobody’s', dueOn });
  await manager.createCard(board, { title: 'Archived', dueOn });
  await manager.put(`${board.path}/cards/3/archive`);
  await manager.createCard(board, { title: 'Delivered', dueOn, column: 'Done' });
  await secondMember.delete(`${board.path}/cards/1/watch`);
  await secondMember.put(`${notices}/read`, {});

  const due = async (who: Name) => (await of(who, board)).filter(({ kind }) => kind === 'dueSoon');
  await sweep(api.day(39), '07:59');
  expect(await due('member')).toEqual([]);
  await sweep(api.day(39), '08:00');
  await sweep(dueOn, '12:00');
  expect(await due('member')).toMatchObject([{ title: 'Due soon: Assigned', card: { number: 1 } }]);
  expect(await due('manager')).toMatchObject([{ title: 'Due soon: Nobody’s' }]);
  expect(await due('secondMember')).toEqual([]);

  await manager.patchCard(board, 1, { dueOn: later });
  await Promise.all([sweep(dueOn, '12:00'), sweep(dueOn, '12:00'), sweep(dueOn, '12:00')]);
  expect((await due('member')).map(({ title }) => title)).toEqual([
    'Due soon: Assigned',
    'Due soon: Assigned',
  ]);
  await manager.patchCard(board, 2, { dueOn: api.day(30) });
  await sweep(api.day(31), '00:00');
  expect(await due('manager')).toHaveLength(1);
});

test('an open checklist item notifies its assignee once for each due date, as a card does', async () => {
  const board = await aBoard().make();
  await manager.patch(`${board.path}/intake`, { timeZone: 'Pacific/Auckland' });
  const dueOn = api.day(50);
  const sweep = (day: string, time: string) =>
    api.pool.query(
      `SELECT weir.notify_due_soon(($1 || ' ' || $2)::timestamp AT TIME ZONE 'Pacific/Auckland')`,
      [day, time],
    );
  const due = async (who: Name) =>
    (await of(who, board)).filter(({ kind }) => kind === 'dueSoon').map(({ title }) => title);
  const item = async (card: number, text: string, assigneeId: string) => {
    const path = `${board.path}/cards/${card}/checklist/${await board.item(card, text)}`;
    await manager.patch(path, { assigneeId, dueOn });
    return path;
  };
  for (const title of ['Export', 'Archived', 'Quiet']) await manager.createCard(board, { title });
  await manager.createCard(board, { title: 'Delivered', column: 'Done' });
  const open = await item(1, 'Sign', member.id);
  const second = await item(1, 'Check', member.id);
  await manager.patch(await item(1, 'Ticked', member.id), { done: true });
  const became = await item(1, 'Became a card', secondMember.id);
  await manager.put(`${became}/card`);
  await manager.patchCard(board, 5, { dueOn: null });
  await item(2, 'Of an archived card', member.id);
  await manager.put(`${board.path}/cards/2/archive`);
  await item(3, 'Of a card that nobody watches', secondMember.id);
  await secondMember.put(`${board.path}/cards/3/watch`);
  await secondMember.delete(`${board.path}/cards/3/watch`);
  await item(4, 'Of a delivered card', member.id);
  // Only plain SQL assigns items to people who may not read boards.
  const requesters = await item(3, 'Of a requester', secondMember.id);
  await api.pool.query('UPDATE checklist_items SET assignee_id = $2 WHERE id = $1', [
    requesters.split('/').at(-1),
    api.people.requester.id,
  ]);

  await choose('member', { dueDates: 'mail' });
  await sweep(api.day(49), '07:59');
  expect(await due('member')).toEqual([]);
  await Promise.all([1, 2, 3].map(() => sweep(api.day(49), '08:00')));
  expect((await due('member')).toSorted()).toEqual(['Due soon: Check', 'Due soon: Sign']);
  const [notice] = (await of('member', board)).filter(({ title }) => title === 'Due soon: Sign');
  expect(notice).toMatchObject({ card: { number: 1, title: 'Export', comment: null } });
  expect(notice?.text).toMatch(/^Your checklist item on \S+-1 “Export” is due on /);
  const { rows } = await api.pool.query('SELECT count(*)::int AS mails FROM mails WHERE notice_id = $1', [
    notice?.id,
  ]);
  expect(rows).toEqual([{ mails: 1 }]);
  for (const who of ['manager', 'secondMember', 'requester'] as const) expect(await due(who)).toEqual([]);

  await manager.patch(open, { dueOn: api.day(51) });
  await sweep(api.day(51), '12:00');
  await manager.patch(open, { text: 'Sign both' });
  expect((await due('member')).filter((title) => title === 'Due soon: Sign both')).toHaveLength(2);
  await manager.delete(open);
  expect(await due('member')).toEqual(['Due soon: Check']);
  await manager.patch(second, { dueOn: api.day(52) });
  await manager.patch(board.path, { archived: true });
  await sweep(api.day(52), '12:00');
  expect(await due('member')).toEqual(['Due soon: Check']);
  await choose('member', { dueDates: 'app' });
});

test('the other managers of a board are notified when a limit is overridden, once for each override', async () => {
  const board = await aBoard()
    .column('Doing', { limit: { max: 1, mode: 'reason' } })
    .make();
  await board.cards('Doing', 1);
  const [limit] = (await board.read()).limits;
  const moved = await manager.createCard(board, {
    column: 'Doing',
    override: overrideOf('The customer waits', limit as Limit),
  });
  expect(moved.status).toBe(201);
  expect(await of('owner', board)).toMatchObject([
    {
      kind: 'overridden',
      card: null,
      title: 'Mira Mensah overrode a limit: Platform',
      text: 'Doing: 2 of 1.\n\nThe customer waits',
    },
  ]);
  for (const who of ['manager', 'member', 'viewer'] as const) expect(await of(who, board)).toEqual([]);
});

test('each person chooses about each topic: off writes no notice, and answers cannot be off', async () => {
  const board = await aBoard().make();
  expect((await viewer.get(`${notices}/choices`)).body).toEqual({
    ...{
      assigned: 'mail',
      mentioned: 'mail',
      requests: 'mail',
      messages: 'mail',
      deadlines: 'mail',
      slots: 'mail',
    },
    ...{ comments: 'app', blocks: 'app', dueDates: 'app', overrides: 'app' },
  });
  await member.createCard(board, { title: 'Export' });
  await secondMember.put(`${board.path}/cards/1/watch`);
  const off = { assigned: 'off', mentioned: 'off', comments: 'off', blocks: 'off' };
  expect(await choose('member', off)).toMatchObject({ status: 200, body: { ...off, dueDates: 'app' } });
  expect(await choose('member', { requests: 'off' })).toMatchObject({ status: 422 });
  const text = `[@Bao](person:${member.id}), look`;
  await manager.post(`${board.path}/cards/1/comments`, { text });
  await manager.post(`${board.path}/cards/1/comments`, { text: 'And again' });
  await manager.patchCard(board, 1, { assigneeIds: [member.id] });
  await manager.put(`${board.path}/cards/1/block`, { reason: 'Waits for a part' });
  expect(await of('member', board)).toEqual([]);
  expect(await titles('secondMember', board)).toHaveLength(3);
  await choose('member', { comments: 'app' });
  await manager.post(`${board.path}/cards/1/comments`, { text: 'Once more' });
  expect(await titles('member', board)).toEqual(['Mira Mensah commented: Export']);
  await choose('member', { assigned: 'mail', mentioned: 'mail', blocks: 'app' });
});

test('a deleted card takes its notices and their mails with it', async () => {
  const board = await aBoard().make();
  await manager.createCard(board, { title: 'Export', assigneeIds: [member.id] });
  const mails = () =>
    api.pool.query(
      `SELECT FROM mails m JOIN notices n ON n.workspace_id = m.workspace_id AND n.id = m.notice_id
        JOIN boards b ON b.id = n.board_id WHERE b.key = $1`,
      [board.key],
    );
  expect((await mails()).rowCount).toBe(1);
  await manager.put(`${board.path}/cards/1/archive`);
  expect(await owner.delete(`${board.path}/cards/1`)).toMatchObject({ status: 204 });
  expect((await mails()).rowCount).toBe(0);
  expect(await of('member', board)).toEqual([]);
});
