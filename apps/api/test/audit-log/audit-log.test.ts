import type { AuditEntry, AuditLog } from '@weir/contract';
import { parse } from 'csv-parse/sync';
import { all } from '../races/crowd.js';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';
import { entriesOf } from './entries.js';

const api = theApi();
const { owner, manager, member, viewer, stranger } = api.people;
const demo = '/v1/workspaces/demo';

const swapRole = `UPDATE memberships SET role = CASE role WHEN 'viewer' THEN 'member' ELSE 'viewer' END::role WHERE user_id = $1`;

const idOf = ({ board, event }: AuditEntry) =>
  board ? `${board.key}/${'seq' in event && event.seq}` : 'id' in event && event.id;
const typesOf = (entries: AuditEntry[]) => entries.map(({ event }) => event.type);

/** Gives a board this many events, by plain SQL. */
async function pastEvents(key: string, count: number): Promise<void> {
  await api.pool.query(
    `WITH moved AS (UPDATE board_clock k SET seq = seq + $2 FROM boards b WHERE b.id = k.board_id AND b.key = $1
                    RETURNING k.workspace_id, k.board_id, k.seq, k.at)
     INSERT INTO events (workspace_id, board_id, seq, type, at, changes)
     SELECT m.workspace_id, m.board_id, m.seq - $2 + n, 'card.moved', m.at, '[]' FROM moved m CROSS JOIN generate_series(1, $2::int) n`,
    [key, count],
  );
}

test('the audit log has the events of all boards and of the workspace, newest first', async () => {
  const first = await aBoard().make();
  const second = await aBoard().make();
  await first.cards('Ready', 1);
  await owner.patch(`${demo}/members/${member.id}`, { role: 'member' });
  await owner.patch(`${demo}/members/${viewer.id}`, { role: 'member' });
  await manager.put(`${second.path}/public-link`, {});
  await owner.patch(`${demo}/members/${viewer.id}`, { role: 'viewer' });
  const entries = await entriesOf(owner, demo, '', 2);
  expect(
    entries.slice(0, 4).map(({ board, event }) => [board?.key ?? null, event.type, event.actor?.id]),
  ).toEqual([
    [null, 'membership.changed', owner.id],
    [second.key, 'board.publicLinkChanged', manager.id],
    [null, 'membership.changed', owner.id],
    [first.key, 'card.created', member.id],
  ]);
  const times = entries.map(({ event }) => event.at);
  expect(times).toEqual(times.toSorted().toReversed());
  expect(new Set(entries.map(idOf)).size).toBe(entries.length);
});

test('filters of the audit log combine: person, type or subject, board and period', async () => {
  const board = await aBoard().make();
  const [card] = await board.cards('Ready', 2);
  await manager.patch(`${board.path}/cards/${card}`, { title: 'Other' });
  const only = async (filters: string) => typesOf(await entriesOf(owner, demo, filters, 2));
  const of = `&board=${board.key}`;
  expect(await only(of)).toEqual(['card.changed', 'card.created', 'card.created', 'board.created']);
  expect(await only(`${of}&actor=${manager.id}`)).toEqual(['card.changed', 'board.created']);
  expect(await only(`${of}&type=card`)).toEqual(['card.changed', 'card.created', 'card.created']);
  expect(await only(`${of}&type=card.created`)).toEqual(['card.created', 'card.created']);
  expect(await only(`&type=card.changed&actor=${manager.id}`)).toEqual(['card.changed']);
  const [changed, created] = await entriesOf(owner, demo, of);
  const at = changed!.event.at;
  expect(await only(`${of}&from=${at}`)).toEqual(['card.changed']);
  expect(await only(`${of}&to=${at}&type=card`)).toEqual(
    created!.event.at === at ? [] : ['card.created', 'card.created'],
  );
  expect(await only(`&board=NEVER`)).toEqual([]);
  for (const wrong of [
    'type=nothing',
    'actor=me',
    'from=yesterday',
    'board=x',
    'size=500',
    'cursor=bm90LW9uZQ',
  ])
    expect((await owner.get(`${demo}/audit?${wrong}`)).status).toBe(422);
});

test('a page of filtered entries that has looked far back ends, and the next one goes on', async () => {
  const board = await aBoard().make();
  await board.cards('Ready', 1);
  await pastEvents(board.key, 21_000);
  for (const filters of [`&board=${board.key}&type=card.created`, `&actor=${member.id}&type=card.created`]) {
    const page = (await owner.get<AuditLog>(`${demo}/audit?${filters}`)).body;
    expect(page).toMatchObject({ items: [], nextCursor: expect.any(String) });
    expect((await entriesOf(owner, demo, filters)).map(({ board }) => board?.key)).toContain(board.key);
  }
});

test('while many write, each entry that was there is on exactly one page', async () => {
  const [first, ...more] = [await aBoard().make(), await aBoard().make()];
  const boards = [first!, ...more];
  const from = `&from=${(await first!.events())[0]!.at}`;
  for (const board of boards) await board.cards('Ready', 10);
  const before = (await entriesOf(owner, demo, from, 200)).map(idOf);
  const writing = all(6, async (n) => {
    for (let turn = 0; turn < 15; turn += 1) {
      if (n < 4) await boards[n % 2]!.cards('Ready', 1);
      else await api.pool.query(swapRole, [viewer.id]);
    }
  });
  for (const size of [3, 7]) {
    const read = (await entriesOf(owner, demo, from, size)).map(idOf);
    expect(new Set(read).size).toBe(read.length);
    expect(read.filter((id) => before.includes(id))).toEqual(before);
  }
  await writing;
});

test('the audit log as CSV has all entries of the filters, with formulas made harmless', async () => {
  const board = await aBoard().make();
  await member.patch('/v1/me', { name: '=HYPERLINK("x")' });
  await board.cards('Ready', 1);
  await pastEvents(board.key, 600);
  const answer = await owner.get<string>(`${demo}/audit.csv?board=${board.key}`);
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toMatch(
    /^attachment; filename="demo-audit-log-\d{4}-\d\d-\d\d\.csv"$/,
  );
  const rows = parse(String(answer.body), { bom: true, columns: true }) as Record<string, string>[];
  expect(rows.map(({ event }) => Number(event))).toEqual(Array.from({ length: 602 }, (_, n) => 602 - n));
  expect(rows[600]).toMatchObject({
    actor: `'=HYPERLINK("x")`,
    actorId: member.id,
    board: board.key,
    type: 'card.created',
  });
  expect(JSON.parse(rows[600]!.changes!)[0]).toMatchObject({ card: 1 });
  expect(String((await owner.get(`${demo}/audit.csv?board=NEVER`)).body).trim()).toMatch(
    /^\W?at,actor,actorId,board,event,type,changes$/,
  );
});

test('another workspace has another audit log', async () => {
  expect((await stranger.get(`${demo}/audit`)).status).toBe(404);
  expect((await stranger.get(`${demo}/audit.csv`)).status).toBe(404);
  const own = await entriesOf(stranger, '/v1/workspaces/other');
  expect(own.every(({ board }) => board === null)).toBe(true);
  expect(JSON.stringify(own)).not.toContain(owner.id);
});
