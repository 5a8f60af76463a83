import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { deleteOld, deletePartial } from '../src/backup/backups.js';
import { compare, drill } from '../src/backup/drill.js';
import { makeBackup } from '../src/backup/make.js';
import { type Manifest, readManifest } from '../src/backup/manifest.js';
import { finishRestore, restore, restoredOf } from '../src/backup/restore.js';
import { extractBackup, withRestored } from '../src/backup/restored-copy.js';
import { scratchFolder } from '../src/backup/scratch.js';
import { type BackupSettings, readBackupSettings } from '../src/backup/settings.js';
import { embeddedPostgres, type Postgres } from '../src/postgres/embedded.js';
import { query } from '../src/postgres/query.js';
import { temporaryHome } from '../src/postgres/temporary-home.js';

// The product runs while its backup is made: a process that is named as `pnpm start`, and the embedded database.

const root = fileURLToPath(new URL('../../..', import.meta.url));
const home = temporaryHome(false);
chmodSync(home, 0o755);
const dataDir = join(home, 'data');
const from: BackupSettings = readBackupSettings({ WEIR_DATA_DIR: dataDir }, root);
const { backupDir } = from;
const attachment = `${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}`;

let postgres: Postgres;
let product: ChildProcess;
let made: Manifest;
/** The numbers of the board's events that were acknowledged before the backup began, and when it had ended. */
let before: number;
let after: number;

beforeAll(async () => {
  postgres = await embeddedPostgres({ dataDir: join(dataDir, 'postgres'), settings: { fsync: 'off' } });
  await prisma('migrate', { DATABASE_URL: postgres.url, WEIR_APP_ROLE: 'weir_app' });
  await prisma('seed', { DATABASE_URL: postgres.url });
  await startProduct();
  writeFileSync(join(dataDir, 'secrets.json'), '{"WEIR_TOKEN_SECRET":"a secret of the tests"}\n', {
    mode: 0o600,
  });
  await anAttachment();
  const writers = new Writers();
  before = await writers.acknowledged();
  made = await quietly(() => makeBackup(root, from));
  after = await writers.stop();
}, 120_000);

afterAll(async () => {
  const ended = once(product, 'exit');
  product.kill('SIGKILL');
  await ended;
  await postgres.stop();
  rmSync(home, { recursive: true, force: true });
});

const prisma = (program: string, env: NodeJS.ProcessEnv) =>
  promisify(execFile)(process.execPath, [join(root, 'prisma/dist/bin', `${program}.js`)], {
    env: { ...process.env, ...env },
  });

/** A process that is named as `pnpm start` and has locked the data folder. */
async function startProduct(): Promise<void> {
  const program = join(home, 'start.js');
  writeFileSync(program, 'setInterval(() => 0, 1000)');
  product = spawn(process.execPath, [program], { stdio: 'ignore' });
  await once(product, 'spawn');
  writeFileSync(join(dataDir, 'start.pid'), `${product.pid}\n`);
}

async function anAttachment(): Promise<void> {
  const [{ workspace_id: workspace } = {}] = await query<{ workspace_id: string }>(
    postgres.url,
    `INSERT INTO attachments (workspace_id, board_id, card_id, id, name, type, bytes, by, at)
     SELECT c.workspace_id, c.board_id, c.id, '${attachment}', 'plan.txt', 'application/octet-stream', 5, m.user_id, now()
       FROM cards c JOIN memberships m ON m.workspace_id = c.workspace_id AND m.role = 'owner'
      ORDER BY c.number LIMIT 1 RETURNING workspace_id`,
  );
  const folder = join(dataDir, 'files/kept', workspace!);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, attachment), 'plans');
}

/** Four people who change cards of a board without a pause, and what the database acknowledged to them. */
class Writers {
  private isStopping = false;
  private highest = 0;
  private readonly running = [0, 1, 2, 3].map((n) => this.write(n));

  async acknowledged(): Promise<number> {
    while (this.highest === 0) await new Promise((resolve) => setImmediate(resolve));
    return this.highest;
  }

  async stop(): Promise<number> {
    this.isStopping = true;
    await Promise.all(this.running);
    return this.highest;
  }

  private async write(n: number): Promise<void> {
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    for (let turn = 0; !this.isStopping; turn += 1) {
      await client.query(
        `UPDATE cards SET title = $1 WHERE (workspace_id, board_id, id) =
           (SELECT c.workspace_id, c.board_id, c.id FROM cards c JOIN boards b ON b.id = c.board_id AND b.key = 'PLAT'
             WHERE c.archived_at IS NULL ORDER BY c.number OFFSET $2 LIMIT 1)`,
        [`Title ${turn}`, n],
      );
      const { rows } = await client.query(
        `SELECT k.seq FROM board_clock k JOIN boards b ON b.id = k.board_id AND b.key = 'PLAT'`,
      );
      this.highest = Math.max(this.highest, Number(rows[0].seq));
    }
    await client.end();
  }
}

/** Without the steps that the commands print. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { log } = console;
  console.log = () => {};
  const write = process.stdout.write;
  process.stdout.write = (() => true) as typeof write;
  return work().finally(() => {
    console.log = log;
    process.stdout.write = write;
  });
}

const lastRun = async (kind: string) =>
  (
    await query(postgres.url, 'SELECT * FROM backup_runs WHERE kind = $1 ORDER BY at DESC LIMIT 1', [kind])
  )[0];

const seqIn = (url: string) =>
  query<{ seq: string; events: string }>(
    url,
    `SELECT k.seq, (SELECT max(e.seq) FROM events e WHERE e.board_id = k.board_id) AS events
       FROM board_clock k JOIN boards b ON b.id = k.board_id AND b.key = 'PLAT'`,
  );

/** A copy of the backup that a test can damage. */
function aCopy(name: string): string {
  const copy = join(home, name);
  cpSync(join(backupDir, made.name), copy, { recursive: true });
  return copy;
}

test('a backup made under writes has what was acknowledged before it, and a drill sees what it lacks', async () => {
  const backup = join(backupDir, made.name);
  const restored = await extractBackup(backup, made, join(home, 'broken'));
  rmSync(join(restored.files!, 'kept'), { recursive: true });
  const { faults, sentences, found } = await withRestored(restored, true, async (url) => {
    const found = await seqIn(url);
    await query(url, 'ALTER TABLE notices DISABLE TRIGGER USER');
    await query(url, 'DELETE FROM notices WHERE id = (SELECT id FROM notices LIMIT 1)');
    return { ...(await compare(root, made, restored, url)), found };
  });
  expect(Number(found[0]!.seq)).toBeGreaterThanOrEqual(before);
  expect(Number(found[0]!.seq)).toBeLessThanOrEqual(after);
  expect(found[0]!.events).toBe(found[0]!.seq);
  expect(after).toBeGreaterThan(before + 10);
  expect(await lastRun('backup')).toMatchObject({ ok: true, backup: made.name, bytes: String(made.bytes) });
  expect(sentences[1]).toBe('attachments without a file: 1, not 0');
  expect(faults).toEqual([
    expect.objectContaining({ code: 'rows-differ', table: 'notices' }),
    { code: 'files-missing', expected: 0, found: 1 },
  ]);
});

test('only its owner can read a backup, and its manifest says what is in it', async () => {
  const folder = join(backupDir, made.name);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
  expect(await readManifest(folder)).toMatchObject({
    postgres: '18',
    weir: '0.1.0',
    migration: readdirSync(join(root, 'prisma/migrations'))
      .filter((name) => /^\d/.test(name))
      .toSorted()
      .at(-1),
    files: 'included',
  });
});

test('a drill restores the newest backup, compares it, and records what it found', async () => {
  const result = await quietly(() => drill(root, from));
  expect(result).toMatchObject({
    backup: made.name,
    faults: [],
    figures: { boards: 3, files: 1, missingFiles: 0 },
  });
  expect(await lastRun('drill')).toMatchObject({ ok: true, backup: made.name, faults: [] });
  expect(readdirSync(dataDir).filter((name) => name.startsWith('scratch-'))).toEqual([]);
});

test('a drill of a truncated backup says which file is damaged, and records it', async () => {
  const copy = aCopy('truncated');
  truncateSync(join(copy, 'postgres.tar.gz'), 4_000_000);
  const { faults } = await quietly(() => drill(root, from, copy));
  expect(faults).toEqual([
    { code: 'unusable', detail: expect.stringContaining('postgres.tar.gz has 4000000 bytes') },
  ]);
  expect(await lastRun('drill')).toMatchObject({ ok: false, backup: 'truncated', faults });
});

test('refuses to restore while Weir runs', async () => {
  await expect(restore(root, from)).rejects.toMatchObject({
    what: 'Weir is running already.',
    why: `Process ${product.pid} uses the data folder ${dataDir}.`,
  });
});

test('refuses to restore what is damaged, incomplete, of another PostgreSQL or of a newer Weir', async () => {
  const elsewhere = readBackupSettings({ WEIR_DATA_DIR: join(home, 'elsewhere') }, root);
  const refusal = (named: string) => quietly(() => restore(root, elsewhere, named)).catch((error) => error);
  const withManifest = (name: string, change: Partial<Manifest>) => {
    const copy = aCopy(name);
    writeFileSync(join(copy, 'manifest.json'), JSON.stringify({ ...made, ...change }));
    return copy;
  };
  const flipped = aCopy('flipped');
  const bytes = readFileSync(join(flipped, 'facts.json'));
  bytes[bytes.length - 20]! ^= 1;
  writeFileSync(join(flipped, 'facts.json'), bytes);
  expect((await refusal(flipped)).why).toBe('facts.json does not have the SHA-256 of the manifest.');
  const unfinished = aCopy('unfinished');
  rmSync(join(unfinished, 'manifest.json'));
  expect((await refusal(unfinished)).what).toBe(`${unfinished} is not a backup.`);
  expect((await refusal(withManifest('older', { postgres: '17' }))).why).toContain('brings PostgreSQL 18');
  expect((await refusal(withManifest('newer', { migration: '29990101000000_new' }))).why).toContain(
    '29990101000000_new',
  );
  expect((await refusal(withManifest('huge', { unpackedBytes: 1e18 }))).what).toBe(
    'There is not enough space on the disk for a restore.',
  );
  expect(existsSync(join(home, 'elsewhere'))).toBe(false);
});

test('restores beside the data that is there, moves that aside, and keeps passwords, secrets and files', async () => {
  const other = readBackupSettings({ WEIR_DATA_DIR: join(home, 'other'), WEIR_BACKUP_DIR: backupDir }, root);
  const target = other.settings.dataDir;
  mkdirSync(target);
  writeFileSync(join(target, 'mine.txt'), 'from before');
  const { aside } = await quietly(() => restore(root, other));
  expect(readFileSync(join(aside!, 'mine.txt'), 'utf8')).toBe('from before');
  expect(readFileSync(join(target, 'secrets.json'), 'utf8')).toContain('a secret of the tests');
  const restored = await embeddedPostgres({ dataDir: join(target, 'postgres'), settings: { fsync: 'off' } });
  const [file] = await query<{ path: string }>(
    restored.appUrl,
    `SELECT workspace_id || '/' || id AS path FROM attachments`,
  );
  expect(readFileSync(join(target, 'files/kept', file!.path), 'utf8')).toBe('plans');
  await restored.stop();

  // Killed between the two moves.
  renameSync(target, restoredOf(target));
  expect(finishRestore(target)).toBe(true);
  expect(existsSync(join(target, 'secrets.json'))).toBe(true);
});

test('keeps as many backups as the setting says, and removes only the files of a killed backup', async () => {
  for (const name of ['weir-20200101T000000Z', 'weir-20210101T000000Z'])
    cpSync(join(backupDir, made.name), join(backupDir, name), { recursive: true });
  mkdirSync(join(backupDir, 'weir-20220101T000000Z.partial'));
  mkdirSync(join(backupDir, 'film.partial'));
  expect(await deleteOld(backupDir, 2)).toEqual(['weir-20200101T000000Z']);
  await deletePartial(backupDir);
  expect(readdirSync(backupDir).toSorted()).toEqual(['film.partial', 'weir-20210101T000000Z', made.name]);

  const ended = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(ended, 'exit');
  for (const { pid } of [ended, product]) mkdirSync(join(dataDir, `scratch-${pid}`));
  scratchFolder(dataDir).remove();
  expect(readdirSync(dataDir).filter((name) => name.startsWith('scratch-'))).toEqual([
    `scratch-${product.pid}`,
  ]);
});
