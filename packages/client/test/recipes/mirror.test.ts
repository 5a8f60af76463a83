import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  archiveCard,
  type Board,
  changeCard,
  createCard,
  createColumn,
  getBoard,
  moveCard,
  moveCards,
  orThrow,
} from '../../src/index.js';
import { CuttingProxy } from '../cutting-proxy.js';
import { aWeir, columns, type Weir } from '../weir.js';

const workspace = 'mirrors';
const path = { workspace, board: 'MIR' };
const fromHere = (file: string) => fileURLToPath(new URL(file, import.meta.url));
let weir: Weir;
let proxy: CuttingProxy;
let folder: string;
let env: Record<string, string>;
const mirrors = new Set<ChildProcess>();

beforeAll(async () => {
  weir = await aWeir(workspace);
  await weir.aBoard('MIR', columns({ Ready: null, Doing: null, Done: null }));
  proxy = new CuttingProxy(weir.url);
  folder = await mkdtemp(join(tmpdir(), 'weir-mirror-'));
  await mkdir(join(folder, 'node_modules/@weir'), { recursive: true });
  await symlink(fromHere('../..'), join(folder, 'node_modules/@weir/client'));
  const page = await readFile(fromHere('../../../../docs/recipes/mirror.md'), 'utf8');
  const [, code] = /^```js mirror\.mjs\n([\s\S]*?)^```$/m.exec(page) as unknown as [string, string];
  await writeFile(join(folder, 'mirror.mjs'), code);
  const [url, token] = [await proxy.start(), await weir.aToken()];
  env = { WEIR_URL: url, WEIR_TOKEN: token, WEIR_WORKSPACE: workspace, WEIR_BOARD: 'MIR' };
});
afterAll(async () => {
  for (const mirror of mirrors) mirror.kill('SIGKILL');
  proxy.stop();
  await rm(folder, { recursive: true });
});

/** Starts the mirror. The result waits until its file is as new as the board, and compares both. */
function start() {
  const running = spawn(process.execPath, ['mirror.mjs'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  mirrors.add(running);
  const seqs = createInterface(running.stdout)[Symbol.asyncIterator]();
  let seq = 0;
  return {
    async isCurrent(): Promise<void> {
      const board = orThrow(await getBoard({ client: weir.client, path }));
      while (seq !== board.seq) {
        const { value, done } = await seqs.next();
        if (done) throw new Error(`the mirror ended at ${seq} of ${board.seq}`);
        seq = Number(value);
      }
      expect(JSON.parse(await readFile(join(folder, 'board.json'), 'utf8')) as Board).toEqual(board);
    },
    async kill(signal: 'SIGKILL' | 'SIGTERM') {
      running.kill(signal);
      const [code] = await once(running, 'exit');
      return code as number | null;
    },
  };
}

async function work(rounds: number) {
  const { client } = weir;
  const [ready, doing, done] = orThrow(await getBoard({ client, path })).columns.map(({ id }) => id);
  for (let n = 0; n < rounds; n += 1) {
    const one = orThrow(await createCard({ client, path, body: { title: `Card ${n}` } }));
    const two = orThrow(await createCard({ client, path, body: { title: 'Another', columnId: doing! } }));
    const at = (number: number) => ({ client, path: { ...path, number } });
    orThrow(await moveCard({ ...at(one.number), body: { columnId: doing!, before: two.number } }));
    orThrow(await changeCard({ ...at(two.number), body: { title: 'Renamed', dueOn: '2027-03-01' } }));
    const moves = [
      { card: one.number, columnId: done! },
      { card: two.number, columnId: ready!, before: undefined },
    ];
    orThrow(await moveCards({ client, path, body: { moves } }));
    if (n % 2 === 0) orThrow(await archiveCard({ ...at(two.number), body: {} }));
  }
}

test('a mirror has the board after each change, over connections that break, kills and new columns', async () => {
  const first = start();
  await first.isCurrent();
  await work(1);
  await first.isCurrent();
  // The events carried everything: the mirror has opened the stream and called nothing since.
  const { requests } = proxy;
  await work(1);
  await first.isCurrent();
  expect(proxy.requests).toBe(requests);
  proxy.cutAll();
  await work(1);
  await first.isCurrent();
  await first.kill('SIGKILL');
  await work(2);
  const second = start();
  await second.isCurrent();
  // A new column concerns more than single cards, so the event carries nothing.
  orThrow(await createColumn({ client: weir.client, path, body: { name: 'Review', kind: 'active' } }));
  await second.isCurrent();
  expect(await second.kill('SIGTERM')).toBe(0);
});

test('a mirror that is too far behind reads the board again', async () => {
  const board = orThrow(await getBoard({ client: weir.client, path }));
  // A position that the board has not reached can’t be resumed either: for example after a backup was restored.
  const ahead = { ...board, seq: board.seq + 10_000, name: 'Lost' };
  await writeFile(join(folder, 'board.json'), JSON.stringify(ahead));
  const behind = start();
  await behind.isCurrent();
  expect(await behind.kill('SIGTERM')).toBe(0);
});
