#!/usr/bin/env node
// Compares a restored database with the facts of its backup, and records the result in the installation's own database:
//
//   DATABASE_URL=<the installation> RESTORED_DATABASE_URL=<the restored copy> weir-drill FACTS.json [--files FOLDER] [--json]
//
// FACTS.json was written by weir-backup. Without DATABASE_URL nothing is recorded. It exits with 0 only if it finds no fault.
import { parseArgs } from 'node:util';
import { compareFacts, type Fault, sentenceOf } from '../backups/comparison.js';
import { type Facts, readFacts } from '../backups/facts.js';
import { readFactsFile } from '../backups/facts-file.js';
import { figuresOf, recordRun } from '../backups/runs.js';
import { databaseUrlOf, failWith } from '../trouble.js';

const usage =
  'usage: DATABASE_URL=<the installation> RESTORED_DATABASE_URL=<the restored copy> weir-drill FACTS.json ' +
  '[--files FOLDER] [--json]';

const { path, options } = readArguments();
const url = process.env.DATABASE_URL ? databaseUrlOf(process.env) : null;
const restored = process.env.RESTORED_DATABASE_URL;
if (!restored) {
  console.error(`RESTORED_DATABASE_URL is not set. Set it to the database that was restored.\n${usage}`);
  process.exit(1);
}
if (url === restored) {
  console.error(
    'DATABASE_URL and RESTORED_DATABASE_URL are the same database. The drill needs a restored copy.',
  );
  process.exit(1);
}
const started = performance.now();
const file = await readFactsFile(path).catch(failWith);
const { found, faults } = await compare(restored);
if (url) {
  await recordRun(url, {
    kind: 'drill',
    milliseconds: performance.now() - started,
    backup: file.backup,
    madeAt: file.facts.at,
    bytes: null,
    found,
    faults,
  }).catch(failWith);
}
if (options.json)
  console.log(
    JSON.stringify({ figures: found && figuresOf(found), faults, sentences: faults.map(sentenceOf) }),
  );
else say();
if (faults.length > 0) process.exitCode = 1;

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { files: { type: 'string' }, json: { type: 'boolean' } },
    });
    const [first, ...rest] = positionals;
    if (first && rest.length === 0) return { path: first, options: values };
  } catch (error) {
    console.error((error as Error).message);
  }
  console.error(usage);
  process.exit(1);
}

/** A copy that can't be read is a result, not a failure of the drill. */
async function compare(copy: string): Promise<{ found: Facts | null; faults: Fault[] }> {
  try {
    const found = await readFacts(copy, options.files ?? null);
    return { found, faults: compareFacts(file.facts, found, file) };
  } catch (error) {
    const detail = `the restored database cannot be read: ${(error as Error).message}`;
    return { found: null, faults: [{ code: 'unusable', detail }] };
  }
}

function say(): void {
  if (faults.length > 0) {
    console.error(`The drill of ${file.backup} found faults (${faults.length}):`);
    for (const fault of faults.slice(0, 20)) console.error(`  - ${sentenceOf(fault)}`);
    console.error(
      'Do not rely on this backup. Make another one, drill it, and find out what damaged this one.',
    );
    return;
  }
  const { tables, rows, boards } = figuresOf(found!);
  console.log(
    `The drill of ${file.backup} found no fault: ${rows} rows in ${tables} tables, ${boards} boards.`,
  );
}
