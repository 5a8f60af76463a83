import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { report } from '../installation/report.js';
import { Trouble } from '../trouble.js';
import { findBackup, listBackups } from './backups.js';
import { drill } from './drill.js';
import { makeBackup } from './make.js';
import { readManifest } from './manifest.js';
import { restore } from './restore.js';
import { assertEmbedded, type BackupSettings, readBackupSettings, wholeNumber } from './settings.js';
import { megabytes } from './space.js';

type Command = (root: string, arguments_: string[]) => Promise<void>;

/** `pnpm backup`, `pnpm restore` and `pnpm drill`. `root` is the repository's folder. */
export async function runCommand(name: 'backup' | 'restore' | 'drill', root: string): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => process.exit(130));
  try {
    await commands[name](root, process.argv.slice(2));
  } catch (error) {
    report(error);
    process.exitCode = 1;
  }
}

const commands: Record<'backup' | 'restore' | 'drill', Command> = {
  async backup(root, arguments_) {
    const { values } = parse(arguments_, { keep: { type: 'string' }, to: { type: 'string' } }, 0, 'backup');
    const from = settingsOf(root);
    const keep = wholeNumber('--keep', values.keep, from.keep, 1);
    const backupDir = values.to ? resolve(values.to) : from.backupDir;
    console.log('Backing up Weir');
    const manifest = await makeBackup(root, { ...from, keep, backupDir });
    const unpacked = megabytes(manifest.unpackedBytes);
    const folder = join(backupDir, manifest.name);
    const named = backupDir === from.backupDir ? manifest.name : folder;
    console.log(`
The backup is ${folder} (${megabytes(manifest.bytes)}, restored ${unpacked}).
A server was started on it and every table was read. To restore it: npx pnpm restore ${named}
It contains people’s texts and secrets. Keep a copy on another machine, and keep it private.`);
    if (manifest.files === 'bucket')
      console.log(
        'Attachments are in the bucket of WEIR_S3_BUCKET and not in the backup: back up the bucket.',
      );
  },

  async restore(root, arguments_) {
    const { values, positionals } = parse(arguments_, { list: { type: 'boolean' } }, 1, 'restore');
    const from = settingsOf(root);
    if (values.list) return list(from);
    const backup = await findBackup(from.backupDir, positionals[0], process.cwd());
    console.log(`Restoring ${backup}`);
    const { manifest, aside, filesAside } = await restore(root, from, backup);
    console.log(`
Weir has the data of ${manifest.madeAt} again. Start it: npx -y pnpm start`);
    for (const [what, where] of [['data', aside] as const, ['attachments', filesAside] as const])
      if (where)
        console.log(`Your earlier ${what}: ${where}. Delete this folder when you don’t need it any more.`);
  },

  async drill(root, arguments_) {
    const { positionals } = parse(arguments_, {}, 1, 'drill');
    console.log('Drilling a backup');
    const from = settingsOf(root);
    const { backup, madeAt, sentences, figures, isRecorded } = await drill(root, from, positionals[0]);
    if (sentences.length > 0) {
      throw new Trouble(
        `The drill of ${backup} found faults (${sentences.length}):`,
        sentences
          .slice(0, 20)
          .map((sentence) => `  - ${sentence}`)
          .join('\n'),
        'Do not rely on this backup. Make another one (npx pnpm backup), drill it, and find out what damaged this one.',
      );
    }
    const { rows, tables, boards } = figures ?? {};
    console.log(`
The backup ${backup} of ${madeAt} restores: ${rows} rows in ${tables} tables, ${boards} boards. It has everything that was there when it was made.`);
    if (!isRecorded) console.log('There is no database here, so the result is not recorded.');
  },
};

async function list({ backupDir }: BackupSettings): Promise<void> {
  const names = await listBackups(backupDir);
  for (const name of names) {
    const { madeAt, bytes, weir } = await readManifest(join(backupDir, name));
    console.log(`${name}  made ${madeAt}  ${megabytes(bytes)}  Weir ${weir}`);
  }
  if (names.length === 0) console.log(`There is no backup in ${backupDir}. Make one: npx pnpm backup`);
}

function settingsOf(root: string): BackupSettings {
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
  const from = readBackupSettings(process.env, root);
  assertEmbedded(from);
  return from;
}

type Options = Record<string, { type: 'string' | 'boolean' }>;

function parse<O extends Options>(arguments_: string[], options: O, most: number, command: string) {
  try {
    const parsed = parseArgs({ args: arguments_, options, allowPositionals: most > 0 });
    if (parsed.positionals.length <= most) return parsed;
  } catch {
    // The usage says what is allowed.
  }
  throw new Trouble(
    `The arguments “${arguments_.join(' ')}” are wrong.`,
    `The usage is: ${usages[command]}`,
    'Nothing was changed.',
  );
}

const usages: Record<string, string> = {
  backup: 'npx pnpm backup [--keep NUMBER] [--to FOLDER]',
  restore: 'npx pnpm restore [NAME or FOLDER] [--list]',
  drill: 'npx pnpm drill [NAME or FOLDER]',
};
