import { describe, expect, test } from '@jest/globals';
import { Ledger, type LedgerGroup } from '@weir/contract';
import { todayIn } from '@weir/domain';
import { parse } from 'csv-parse/sync';
import { decline, defer, theWorld, told } from '../../support/intake-world.js';

const world = theWorld();
const timeZone = 'Pacific/Auckland';
const intake = { depth: 20, openPerRequester: 4, timeZone };
const day = () => todayIn(world.clock.now(), timeZone);
const read = async (board: string, query = '') =>
  Ledger.parse((await world.viewer.get(`${board}/intake/ledger${query}`)).body);

/** Two months of requests of two people, answered in several ways; answers the days of the first and the last. */
async function aHistory(board: string) {
  const from = day();
  const ask = (by: typeof world.requester, title: string, classOfService = 'standard') =>
    by.post(`${board}/requests`, { title, classOfService, neededBy: world.day(9) });
  await ask(world.requester, 'One');
  await ask(world.requester, 'Two', 'fixedDate');
  await ask(world.otherRequester, 'Three');
  world.clock.pass({ hours: 3 });
  await world.manager.put(`${board}/requests/1/answer`, decline);
  await world.manager.put(`${board}/requests/2/answer`, { kind: 'accept' });
  world.clock.pass({ days: 32 });
  for (const title of ['Four', 'Five', 'Six', 'Seven', 'One too many']) await ask(world.requester, title);
  await ask(world.otherRequester, 'Eight', 'intangible');
  world.clock.pass({ hours: 5 });
  await world.manager.put(`${board}/requests/4/answer`, defer(world.day(3)));
  await world.manager.put(`${board}/requests/5/answer`, decline);
  await world.requester.delete(`${board}/requests/6`);
  return { from, to: day() };
}

/** All that groups can be summed up to. */
function sumOf(groups: readonly LedgerGroup[]) {
  const sum = (of: (group: LedgerGroup) => number) => groups.reduce((all, group) => all + of(group), 0);
  const kinds = new Map<string, number>();
  for (const { answered } of groups) {
    for (const { kind, reason, count } of answered) {
      kinds.set(`${kind} ${reason}`, (kinds.get(`${kind} ${reason}`) ?? 0) + count);
    }
  }
  return {
    asked: sum(({ asked }) => asked),
    waiting: sum(({ waiting }) => waiting),
    kinds: [...kinds].toSorted(),
    sample: sum(({ timeToAnswer }) => timeToAnswer?.sample ?? 0),
    refused: sum(({ refusedAtTheDoor }) => refusedAtTheDoor.reduce((all, { count }) => all + count, 0)),
  };
}

describe('the ledger in groups', () => {
  test('adds up to the whole, by month, class and requester', async () => {
    const board = await world.board({ intake });
    const { from, to } = await aHistory(board);
    const query = `?from=${from}&to=${to}`;
    const whole = await read(board, query);
    expect(whole).toMatchObject({
      asked: 8,
      waiting: 3,
      answered: [
        { kind: 'accept', reason: null, count: 1 },
        { kind: 'decline', reason: 'notAligned', count: 2 },
        { kind: 'defer', reason: 'noCapacity', count: 1 },
        { kind: 'withdrawn', reason: null, count: 1 },
      ],
      refusedAtTheDoor: [{ code: 'requester-quota-reached', count: 1 }],
      timeToAnswer: { sample: 4 },
    });
    expect(whole.groups).toBeUndefined();
    const all = sumOf([{ key: '', name: '', ...whole }]);
    for (const by of ['month', 'classOfService', 'requester']) {
      const { groups = [], ...rest } = await read(board, `${query}&by=${by}`);
      expect(rest).toEqual(whole);
      // What is refused has no class.
      expect(sumOf(groups)).toEqual(by === 'classOfService' ? { ...all, refused: 0 } : all);
    }
  });

  test('has months in their order, classes by urgency, and first who asked most', async () => {
    const board = await world.board({ intake });
    const { from, to } = await aHistory(board);
    const groups = async (by: string) =>
      (await read(board, `?from=${from}&to=${to}&by=${by}`)).groups?.map(({ key, name, asked, waiting }) => ({
        key,
        name,
        asked,
        waiting,
      }));
    const [first, last] = [from.slice(0, 7), to.slice(0, 7)];
    expect(await groups('month')).toEqual([
      { key: first, name: first, asked: 3, waiting: 1 },
      { key: last, name: last, asked: 5, waiting: 2 },
    ]);
    expect((await groups('classOfService'))?.map(({ key, asked }) => [key, asked])).toEqual([
      ['fixedDate', 1],
      ['standard', 6],
      ['intangible', 1],
    ]);
    expect(await groups('requester')).toEqual([
      { key: world.requester.id, name: 'Rana Roy', asked: 6, waiting: 1 },
      { key: world.otherRequester.id, name: 'Tomo Tanaka', asked: 2, waiting: 2 },
    ]);
    expect(told(await world.viewer.get(`${board}/intake/ledger?by=week`))).toMatchObject({ status: 422 });
  });
});

describe('the ledger as a file', () => {
  const file = (board: string, query = '') => world.viewer.get<string>(`${board}/intake/ledger.csv${query}`);
  const rowsOf = (csv: string): Record<string, string>[] => parse(csv, { columns: true });

  test('has a row for each request, whatever became of it', async () => {
    const board = await world.board({ intake });
    const { from, to } = await aHistory(board);
    const { status, headers, body } = await file(board, `?from=${from}&to=${to}`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const key = board.split('/').at(-1);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${key}-ledger-${from}-${to}.csv"`);
    const rows = rowsOf(body);
    expect(rows.map(({ ref }) => ref)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `${key}-R${n}`));
    expect(rows[0]).toMatchObject({
      title: 'One',
      classOfService: 'standard',
      requester: 'Rana Roy',
      kind: 'decline',
      reason: 'notAligned',
      message: decline.message,
      until: '',
    });
    expect(Number(rows[0]?.secondsToAnswer)).toBeGreaterThanOrEqual(3 * 3600);
    expect(rows[2]).toMatchObject({ answeredAt: '', kind: '', secondsToAnswer: '' });
    expect(rows[3]).toMatchObject({ kind: 'defer', until: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
    expect(rowsOf((await file(board)).body)).toHaveLength(5);
    expect((await file(board, '?from=2020-01-01&to=2020-01-02')).body).toBe(
      'ref,title,classOfService,requester,submittedAt,answerBy,answeredAt,kind,reason,message,until,secondsToAnswer\r\n',
    );
  });

  test('holds nothing that a spreadsheet would run, and keeps commas, quotes and lines in their cells', async () => {
    const board = await world.board({ intake });
    const titles = ['=HYPERLINK("http://evil.test")', '+1', '@SUM(A1)', 'Big, "bold"'];
    for (const title of titles) await world.ask(board, title);
    const message = '-2+3 is a formula,\nand this is its second line.';
    await world.manager.put(`${board}/requests/1/answer`, { ...decline, message });
    const rows = rowsOf((await file(board)).body);
    expect(rows.map(({ title }) => title)).toEqual([
      `'${titles[0]}`,
      `'${titles[1]}`,
      `'${titles[2]}`,
      titles[3],
    ]);
    expect(rows[0]?.message).toBe(`'${message}`);
  });

  test('comes whole where it is longer than what is read at once', async () => {
    const board = await world.board({ intake: { ...intake, depth: 500, openPerRequester: 500 } });
    const key = board.split('/').at(-1);
    await world.ask(board, 'The first');
    for (const [first, last] of [
      [2, 400],
      [401, 800],
      [801, 1203],
    ]) {
      await world.sql.query(
        `INSERT INTO requests (workspace_id, board_id, id, number, title, requester_id, submitted_at, answer_by, expires_at)
         SELECT r.workspace_id, r.board_id, gen_random_uuid(), n, 'Number ' || n, r.requester_id, r.submitted_at, r.answer_by, r.expires_at
           FROM requests r JOIN boards b ON b.id = r.board_id CROSS JOIN generate_series($2::int, $3::int) n
          WHERE b.key = $1 AND r.number = 1`,
        [key, first, last],
      );
      await world.sql.query(
        `INSERT INTO answers (workspace_id, board_id, request_id, kind, by, at)
         SELECT r.workspace_id, r.board_id, r.id, 'withdrawn', r.requester_id, r.submitted_at
           FROM requests r JOIN boards b ON b.id = r.board_id
          WHERE b.key = $1 AND r.answered_at IS NULL`,
        [key],
      );
    }
    const rows = rowsOf((await file(board)).body);
    expect(rows.map(({ ref }) => Number(ref?.split('-R')[1]))).toEqual(
      Array.from({ length: 1203 }, (_, n) => n + 1),
    );
  });

  test('is refused for days in the wrong order, and for who only asks', async () => {
    const board = await world.board({ intake });
    expect(told(await file(board, '?from=2026-03-02&to=2026-03-01'))).toMatchObject({ status: 422 });
    expect(told(await file(board, '?by=month'))).toMatchObject({ status: 422 });
    expect((await world.requester.get(`${board}/intake/ledger.csv`)).status).toBe(403);
  });
});
