import { describe, expect, test } from '@jest/globals';
import { Ledger, type LedgerGroup } from '@weir/contract';
import { todayIn } from '@weir/domain';
import { parse } from 'csv-parse/sync';
import { decline, defer } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { refusalOf } from '../../support/refusals.js';

const api = theApi();
const { manager, requester, secondRequester, viewer } = api.people;
const timeZone = 'Pacific/Auckland';
const intake = { depth: 20, openPerRequester: 4, timeZone };
const day = () => todayIn(api.clock.now(), timeZone);
const read = async (board: BoardUnderTest, query = '') =>
  Ledger.parse((await viewer.get(`${board.path}/intake/ledger${query}`)).body);

/** Makes two months of requests with several answers. Returns the first and the last day, and when the second month's came. */
async function aHistory(board: BoardUnderTest) {
  const from = day();
  const ask = (by: typeof requester, title: string, classOfService = 'standard') =>
    by.submit(board, { title, classOfService, neededBy: api.day(9) });
  await ask(requester, 'One');
  await ask(requester, 'Two', 'fixedDate');
  await ask(secondRequester, 'Three');
  api.clock.pass({ hours: 3 });
  await manager.answer(board, 1, decline);
  await manager.answer(board, 2, { kind: 'accept' });
  api.clock.pass({ days: 32 });
  const later = day();
  for (const title of ['Four', 'Five', 'Six', 'Seven', 'One too many']) await ask(requester, title);
  await ask(secondRequester, 'Eight', 'intangible');
  api.clock.pass({ hours: 5 });
  await manager.answer(board, 4, defer(api.day(3)));
  await manager.answer(board, 5, decline);
  await requester.withdraw(board, 6);
  return { from, later, to: day() };
}

/** The sums over all groups. */
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

describe('the grouped ledger', () => {
  test('adds up to the total by month, class and requester', async () => {
    const board = await aBoard().intake(intake).make();
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
      // A refusal at the door has no class.
      expect(sumOf(groups)).toEqual(by === 'classOfService' ? { ...all, refused: 0 } : all);
    }
  });

  test('sorts months by date, classes by urgency and requesters by requests', async () => {
    const board = await aBoard().intake(intake).make();
    const { from, later, to } = await aHistory(board);
    const groups = async (by: string) =>
      (await read(board, `?from=${from}&to=${to}&by=${by}`)).groups?.map(({ key, name, asked, waiting }) => ({
        key,
        name,
        asked,
        waiting,
      }));
    const [first, last] = [from.slice(0, 7), later.slice(0, 7)];
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
      { key: requester.id, name: 'Rana Roy', asked: 6, waiting: 1 },
      { key: secondRequester.id, name: 'Tomo Tanaka', asked: 2, waiting: 2 },
    ]);
    expect(refusalOf(await viewer.get(`${board.path}/intake/ledger?by=week`))).toMatchObject({ status: 422 });
  });
});

describe('the ledger as CSV', () => {
  const file = (board: BoardUnderTest, query = '') =>
    viewer.get<string>(`${board.path}/intake/ledger.csv${query}`);
  const rowsOf = (csv: string): Record<string, string>[] => parse(csv, { columns: true });

  test('has one row per request', async () => {
    const board = await aBoard().intake(intake).make();
    const { from, to } = await aHistory(board);
    const { status, headers, body } = await file(board, `?from=${from}&to=${to}`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const key = board.key;
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
      'ref,title,classOfService,requester,guest,submittedAt,answerBy,answeredAt,kind,reason,message,until,secondsToAnswer\r\n',
    );
  });

  test('escapes formulas and keeps commas, quotes and line breaks inside cells', async () => {
    const board = await aBoard().intake(intake).make();
    const titles = ['=HYPERLINK("http://evil.test")', '+1', '@SUM(A1)', 'Big, "bold"'];
    for (const title of titles) await board.ask(title);
    const message = '-2+3 is a formula,\nand this is its second line.';
    await manager.answer(board, 1, { ...decline, message });
    const rows = rowsOf((await file(board)).body);
    expect(rows.map(({ title }) => title)).toEqual([
      `'${titles[0]}`,
      `'${titles[1]}`,
      `'${titles[2]}`,
      titles[3],
    ]);
    expect(rows[0]?.message).toBe(`'${message}`);
  });

  test('is complete when it is longer than one read', async () => {
    const board = await aBoard()
      .intake({ ...intake, depth: 500, openPerRequester: 500 })
      .make();
    const key = board.key;
    await api.pool.query(`UPDATE workspaces SET caps = '{"newRequests": 2000}' WHERE slug = 'demo'`);
    await board.ask('The first');
    for (const [first, last] of [
      [2, 400],
      [401, 800],
      [801, 1203],
    ]) {
      await api.pool.query(
        `INSERT INTO requests (workspace_id, board_id, id, number, title, requester_id, submitted_at, answer_by, expires_at)
         SELECT r.workspace_id, r.board_id, gen_random_uuid(), n, 'Number ' || n, r.requester_id, r.submitted_at, r.answer_by, r.expires_at
           FROM requests r JOIN boards b ON b.id = r.board_id CROSS JOIN generate_series($2::int, $3::int) n
          WHERE b.key = $1 AND r.number = 1`,
        [key, first, last],
      );
      await api.pool.query(
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

  test('is refused for swapped dates and to a requester', async () => {
    const board = await aBoard().intake(intake).make();
    expect(refusalOf(await file(board, '?from=2026-03-02&to=2026-03-01'))).toMatchObject({ status: 422 });
    expect(refusalOf(await file(board, '?by=month'))).toMatchObject({ status: 422 });
    expect((await requester.get(`${board.path}/intake/ledger.csv`)).status).toBe(403);
  });
});
