import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { migrationNames } from '@weir/prisma/migrate';
import { missingFor, newConstraints, readInterface } from './interface.js';

// During an upgrade, instances of the last landing and of this version run side by side on the migrated database, and after it the
// application can be rolled back. CONTRIBUTING.md, "The database", has the rules that make this work.

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const landed = read('interface.txt');
const catalogue = read('../catalogue.txt');
const landedSums = read('migrations.sha256').trim().split('\n');
const landedNames = new Set(landedSums.map(nameIn));

/** New checks and unique keys on tables of the last landing, and why they accept the writes of an earlier version. */
const tightened: Record<string, string> = {
  answers_part_is_accepted: 'only weir.answer_request writes a part, and only for an acceptance',
  board_forecasts_card: 'earlier versions write no forecasts of a card',
  flow_cards_block_reason: 'functions of the database write the history of cards',
  flow_stays_block_reason: 'functions of the database write the history of cards',
  intakes_rest_policy: 'earlier versions leave the policy null',
  intakes_throttle_downstream_at: 'earlier versions leave it null',
  requests_rest_is_answered: 'weir.defer_rest writes the rest of a request with its answer',
  workspaces_id_slug_fkey: 'a trigger enters the slug of every workspace in the directory',
};

/** Migrations that were corrected after they landed. 20261204000000_parts_of_earlier_databases corrects earlier databases. */
const corrected = [
  '20261201200000_service_levels',
  '20261201300000_what_if',
  '20261201320000_what_if_names',
  '20261201400000_parts',
  '20261201400001_usual_times',
  '20261201400002_visits',
];

test('the database of this version has everything that the application of the last landing uses', () => {
  expect(missingFor(readInterface(landed), readInterface(catalogue))).toEqual([]);
});

test('every newer check and unique key accepts the writes of the application of the last landing', () => {
  const found = newConstraints(readInterface(landed), readInterface(catalogue));
  expect(found.sort()).toEqual(Object.keys(tightened).sort());
});

test('the migrations of the last landing are unchanged', () => {
  const current = read('../../../../../prisma/test/landed-migrations.sha256').split('\n');
  const changed = landedSums.filter((line) => !current.includes(line));
  expect(changed.map(nameIn)).toEqual(corrected);
});

test('a migration that removes unused tables or columns requires a migration of the last landing', async () => {
  const newer = (await migrationNames())
    .filter((name) => !landedNames.has(name))
    .map((name) => ({ name, sql: read(`../../../../../prisma/migrations/${name}/migration.sql`) }));
  const unrequired = removedUnused(landed, catalogue).filter(
    (removed) =>
      !newer.some(({ sql }) => requiredIn(sql).length > 0 && sql.includes(`-- Removes ${removed}.`)),
  );
  expect(unrequired).toEqual([]);
  const notLanded = newer.filter(({ sql }) => requiredIn(sql).some((name) => !landedNames.has(name)));
  expect(notLanded.map(({ name }) => name)).toEqual([]);
});

test.each<[string, string | RegExp, string, string]>([
  ['a renamed column', /^ {2}title text not null$/m, '  caption text', 'column cards.title is gone'],
  [
    'another type',
    /^ {2}rank numeric not null$/m,
    '  rank integer not null',
    'column cards.rank has another type',
  ],
  [
    'a column that must now have a value',
    /^ {2}due_on date$/m,
    '  due_on date not null',
    'must now have a value',
  ],
  ['a lost default', / default 'standard'::class_of_service$/m, '', 'has lost its default'],
  [
    'a new column without a default',
    /^ {2}title text not null$/m,
    '$&\n  size text not null',
    'cards.size is new',
  ],
  ['a removed value of an enum', 'expedite, ', '', 'class_of_service lacks the value expedite'],
  ['a function with another argument', '_after integer)', '_after integer, _more text)', 'is gone'],
  ['a function with another result', 'returns jsonb', 'returns json', 'is gone'],
  [
    'a removed view',
    /^view weir\.card_documents$/m,
    'view weir.documents_of_cards',
    'view weir.card_documents is gone',
  ],
])('the check of a landing finds %s', (_what, before, after, fault) => {
  const used = readInterface(example);
  expect(missingFor(used, used)).toEqual([]);
  const changed = example.replace(before, after);
  expect(changed).not.toBe(example);
  expect(missingFor(used, readInterface(changed))).toEqual([expect.stringContaining(fault)]);
});

test('new arguments with defaults and new optional columns are no fault of a landing', () => {
  const changed = example
    .replace('_after integer)', "_after integer, _more text DEFAULT 'a, b'::text)")
    .replace('  title text not null', '$&\n  size integer not null default 1\n  note text');
  expect(missingFor(readInterface(example), readInterface(changed))).toEqual([]);
});

const example = `table cards
  class_of_service class_of_service not null default 'standard'::class_of_service
  due_on date
  rank numeric not null
  title text not null
  constraint cards_pkey

type class_of_service
  expedite, fixedDate, standard, intangible

view weir.card_documents

function weir.card_list(_workspace uuid, _after integer)
  returns jsonb, plpgsql
`;

/** The tables and columns in the landing's list of unused ones that the database no longer has. */
function removedUnused(landed: string, catalogue: string): string[] {
  const { tables } = readInterface(catalogue);
  const unused = /^unused\n((?: {2}.*\n)+)/m.exec(landed)?.[1]?.trim().split(/\n\s*/) ?? [];
  return unused.filter((each) => {
    const [, table = '', column] = /^(?:table|column) (\w+)(?:\.(\w+))?$/.exec(each) ?? [];
    return column ? !tables.get(table)?.columns.has(column) : !tables.has(table);
  });
}

function requiredIn(sql: string): string[] {
  return [...sql.matchAll(/weir\.require_migration\('(\w+)'/g)].map(([, name]) => name!);
}

function nameIn(line: string): string {
  return line.split(/\s+/)[1]!.split('/')[0]!;
}
