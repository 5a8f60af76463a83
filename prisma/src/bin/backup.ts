#!/usr/bin/env node
// Runs a backup command, writes the facts that the restored database must have, and records how it ended:
//
//   DATABASE_URL=… weir-backup FACTS.json [--snapshot] [--files FOLDER] [--size FILE] -- COMMAND …
//
// The facts are read before the command starts, so the backup is at least as new as they are. With --snapshot they are of the
// same snapshot as the backup: the command reads its name from WEIR_SNAPSHOT, and it stays open until the command has ended.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { readFacts } from '../backups/facts.js';
import { writeFactsFile } from '../backups/facts-file.js';
import { recordRun } from '../backups/runs.js';
import { databaseUrlOf, failWith } from '../trouble.js';

const usage =
  'usage: DATABASE_URL=<the database, as the owner of its tables> weir-backup FACTS.json [--snapshot] [--files FOLDER] ' +
  '[--size FILE] -- COMMAND …';

const url = databaseUrlOf(process.env);
const { path, command, options } = readArguments();
const backup = basename(path, '.json');
const started = performance.now();
const exact = options.snapshot ?? false;
let failure: string | null = null;

const run = async (snapshot: string) => {
  failure = await failureOf(command, { ...process.env, WEIR_SNAPSHOT: snapshot });
};
const facts = await readFacts(url, options.files ?? null, exact ? run : undefined).catch(failWith);
if (!exact) await run('');
if (!failure) await writeFactsFile(path, { version: 1, backup, exact, facts });
const size = options.size ? await stat(options.size).catch(() => null) : null;
await recordRun(url, {
  kind: 'backup',
  milliseconds: performance.now() - started,
  backup,
  madeAt: facts.at,
  bytes: size?.size ?? null,
  found: facts,
  faults: failure ? [{ code: 'unusable', detail: failure }] : [],
}).catch(failWith);
if (failure) {
  console.error(`The backup ${backup} failed: ${failure}. Its output is above. ${path} was not written.`);
  process.exit(1);
}
console.log(`The backup ${backup} is complete. The facts that weir-drill compares are in ${path}.`);

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        snapshot: { type: 'boolean' },
        files: { type: 'string' },
        size: { type: 'string' },
      },
    });
    const [file, ...rest] = positionals;
    if (file && rest.length > 0) return { path: file, command: rest, options: values };
  } catch (error) {
    console.error((error as Error).message);
  }
  console.error(usage);
  process.exit(1);
}

/** Runs the command with its output on ours. Returns why it failed; null if it did not. */
async function failureOf([program = '', ...rest]: string[], env: NodeJS.ProcessEnv): Promise<string | null> {
  const child = spawn(program, rest, { env, stdio: 'inherit' });
  try {
    const [code, signal] = await once(child, 'close');
    return code === 0 ? null : `${program} ended ${signal ? `by ${signal}` : `with exit code ${code}`}`;
  } catch (error) {
    return `${program} could not be started: ${(error as Error).message}`;
  }
}
