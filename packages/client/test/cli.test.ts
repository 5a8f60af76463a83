import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from '@jest/globals';
import { type Card, createCard, getCard, orThrow } from '../src/index.js';
import { aWeir, columns, type Weir } from './weir.js';

const bin = fileURLToPath(new URL('../bin/weir.js', import.meta.url));
const workspace = 'cli';
let weir: Weir;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  weir = await aWeir(workspace);
  env = {
    PATH: process.env.PATH,
    WEIR_URL: weir.url,
    WEIR_TOKEN: await weir.aToken(),
    WEIR_WORKSPACE: workspace,
  };
});

type Run = { code: number; out: string; err: string };
const run = (args: string[], more: NodeJS.ProcessEnv = {}): Promise<Run> =>
  new Promise((resolve) => {
    execFile(process.execPath, [bin, ...args], { env: { ...env, ...more } }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });

test('asks, and says the place in the queue and when the answer is due', async () => {
  await weir.aBoard('ASK', columns({ Ready: null, Doing: 1, Done: null }), { depth: 1 });
  const asked = await run(['ask', 'ASK', 'A sandbox', '--description', 'For the audit']);
  expect(asked).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^ASK-R1 waits, place 1 of .* by 20\d\d-/),
  });
  const full = await run(['ask', 'ASK', 'Another']);
  expect(full.code).toBe(4);
  expect(full.err).toMatch(/queue is full/i);
  expect(full.err).toMatch(
    /- Try again in \d+ (hour|day)s, at 20\d\d-.*Z\.\nMore: http.*\/problems\/intake-queue-full\n$/,
  );
  const german = await run(['ask', 'ASK', 'Another'], { LC_ALL: 'de_DE.UTF-8' });
  expect(german.err).toMatch(
    /- Versuche es in \d+ (Stunden|Tagen) noch einmal, um 20\d\d-.*Z\.\nMehr dazu: http.*\/intake-queue-full\n$/,
  );
  expect(german.err).not.toMatch(/\b(Try|More|at|The)\b/);
  const problem = JSON.parse((await run(['ask', 'ASK', 'Another', '--json'])).out);
  expect(problem).toMatchObject({ code: 'intake-queue-full', status: 429, depth: 1 });
});

test('pulls in the order of the board and, when its column is full, says what makes room', async () => {
  await weir.aBoard('PULL', columns({ Ready: null, Doing: 2, Done: null }));
  const path = { workspace, board: 'PULL' };
  for (const classOfService of ['standard', 'standard', 'fixedDate', 'standard'] as const) {
    const body = { title: `A ${classOfService} card`, classOfService, dueOn: '2030-01-01' };
    orThrow(await createCard({ client: weir.client, path, body }));
  }
  const first = await run(['pull', 'PULL', '--json']);
  expect(JSON.parse(first.out) as Card).toMatchObject({ ref: 'PULL-3', classOfService: 'fixedDate' });
  expect((await run(['pull', 'PULL'])).out).toBe('PULL-1 is in Doing: A standard card\n');
  const full = await run(['pull', 'PULL']);
  expect(full).toMatchObject({ code: 3, out: '' });
  expect(full.err).toMatch(/Doing.*\n- Finish PULL-\d: /s);
  expect((await run(['move', 'PULL-1', 'done'])).out).toBe('PULL-1 is in Done.\n');
  expect((await run(['pull', 'PULL'])).out).toMatch(/^PULL-2 is in Doing/);
  const { data } = await getCard({ client: weir.client, path: { ...path, number: 4 } });
  expect(data?.committedAt).toBeNull();
});

test('a value that is wrong by itself exits with 2, as a wrong command line does', async () => {
  await weir.aBoard('WRONG', columns({ Ready: null, Doing: 2, Done: null }));
  expect(await run(['ask', 'WRONG', 'A report', '--needed-by', 'tomorrow'])).toMatchObject({
    code: 2,
    out: '',
  });
});

test('says that there is nothing to pull, and how full the board is', async () => {
  await weir.aBoard('NONE', columns({ Ready: null, Doing: 2, Done: null }));
  expect(await run(['pull', 'NONE'])).toMatchObject({
    code: 3,
    err: expect.stringMatching('no card to pull'),
  });
  const pressure = await run(['pressure', 'NONE']);
  expect(pressure.out).toMatch(/^NONE is flowing, 0%\. Its intake is open: 0 of \d+ wait\.\n/);
  expect(pressure.out).toMatch('- Doing: 0 of 2\n');
  expect(JSON.parse((await run(['pressure', 'NONE', '--json'])).out)).toMatchObject({
    state: 'flowing',
    level: 0,
  });
});

test('prints events while they happen, one a line, and ends when it is stopped', async () => {
  const board = await weir.aBoard('TAIL', columns({ Ready: null, Doing: 2, Done: null }));
  const child = spawn(process.execPath, [bin, 'tail', 'TAIL', '--after', String(board.seq), '--json'], {
    env,
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const path = { workspace, board: 'TAIL' };
  for (const title of ['One', 'Two']) {
    const { number } = orThrow(await createCard({ client: weir.client, path, body: { title } }));
    const { value } = await lines.next();
    expect(JSON.parse(value as string)).toMatchObject({ type: 'card.created', seq: board.seq + number });
  }
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('the exit code says what went wrong', async () => {
  expect(await run(['push'])).toMatchObject({
    code: 2,
    err: expect.stringMatching('no command push. It has ask, pull'),
  });
  expect(await run(['move', 'PULL-1'])).toMatchObject({
    code: 2,
    err: expect.stringMatching('Usage: weir move CARD COLUMN'),
  });
  expect(await run(['pull', 'PULL', '--token', 'weir_x'])).toMatchObject({
    code: 2,
    err: expect.stringMatching("'--token'"),
  });
  const unset = await run(['pull', 'PULL'], { WEIR_TOKEN: '' });
  expect(unset).toMatchObject({ code: 2, err: expect.stringMatching('Set WEIR_TOKEN') });
  expect(await run(['pressure', 'PULL'], { WEIR_TOKEN: 'weir_mistyped' })).toMatchObject({ code: 5 });
  expect(await run(['pressure', 'ABSENT'])).toMatchObject({ code: 6 });
  const away = await run(['pressure', 'PULL'], { WEIR_URL: 'http://127.0.0.1:1' });
  expect(away).toMatchObject({ code: 7, err: expect.stringMatching('http://127.0.0.1:1') });
  expect((await run(['move', 'PULL-2', 'Nowhere'])).err).toMatch(
    'PULL has no column Nowhere. It has Ready, Doing, Done',
  );
});

test('says what is wrong with an address that is not the API’s, and never prints a token', async () => {
  for (const address of [`${weir.url}/?token=${env.WEIR_TOKEN}`, 'localhost:4000', 'weir'])
    expect(await run(['pressure', 'NONE'], { WEIR_URL: address })).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^Set WEIR_URL to the address of the API, .*\nSee weir --help\n$/),
    });
  const web = createServer((_, answer) => {
    answer
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end('<!DOCTYPE html><p>Sign in</p>');
  }).listen(0, '127.0.0.1');
  await once(web, 'listening');
  const page = await run(['pressure', 'NONE'], {
    WEIR_URL: `http://127.0.0.1:${(web.address() as AddressInfo).port}`,
  });
  web.close();
  expect(page).toMatchObject({
    code: 7,
    err: expect.stringMatching(/^The answer 200 is not from Weir\..*\n$/),
  });
});
