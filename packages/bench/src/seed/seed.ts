import pg from 'pg';
import { boardRows, madeTable, planBoards } from './boards.js';
import { cards, requests, whatFollows } from './cards.js';
import { checkSeed } from './check.js';
import { events } from './events.js';
import { flow } from './flow.js';
import { datedLives, datedTable, lifeTable, lives, numberedSteps, steps, stepsTables } from './life.js';
import { people, placesTable, roomForPeople, workspacesWithPeople } from './people.js';
import { batchesOf, boardSizes, workspaceSizes } from './sizes.js';

export type SeedOptions = {
  /** Each has a hundred cards and a thousand events on average. */
  boards: number;
  /** The slug of a workspace that gets the most boards and people; null: all workspaces are new. */
  into: string | null;
};

/** Cards in a transaction. */
const cardsInABatch = 20_000;

/** The tables whose triggers are off, because they would count, number and announce each row. Foreign keys and checks stay on. */
const tables = [
  ...['boards', 'intakes', 'columns', 'labels', 'wip_limits', 'requests', 'answers'],
  ...['cards', 'card_assignees', 'card_labels', 'card_blocks', 'comments', 'request_steps', 'notices'],
];

/** The number of boards whose events the check reads. */
const checkedBoards = 40;

/** Seeds the database of this URL, and checks its rows. Throws an error with the names of the broken rules, if there are any. */
export async function seedChecked(
  connectionString: string,
  options: SeedOptions,
  say: (line: string) => void,
): Promise<void> {
  const client = new pg.Client({ connectionString, application_name: 'weir-seed' });
  await client.connect();
  try {
    await seed(client, options, say);
    say('checking …');
    const faults = await checkSeed(client, checkedBoards);
    if (faults.length > 0) throw new Error(`the seeded rows break rules: ${faults.join('; ')}`);
  } finally {
    await client.end();
  }
}

/**
 * Fills a migrated database with workspaces, people, boards and their history by plain SQL: 10,000 boards are a million cards and ten
 * million events. It needs the rights of the owner of the tables. Our triggers are off while it runs, and it writes the rows that they
 * would have written; `checkSeed` checks that. It locks the tables, so other sessions should not write. A second call on the same
 * database fails at the key of the first board.
 */
export async function seed(
  client: pg.ClientBase,
  { boards, into }: SeedOptions,
  say: (line: string) => void,
): Promise<void> {
  await client.query(
    `SET statement_timeout = 0; SET synchronous_commit = off; SET work_mem = '256MB'; SET temp_buffers = '64MB'`,
  );
  await client.query([placesTable, madeTable, lifeTable, stepsTables, datedTable].join(';'));
  const workspaces = workspaceSizes(boards);
  await client.query('BEGIN');
  await client.query(workspacesWithPeople, [JSON.stringify(workspaces), into]);
  await client.query(`${roomForPeople}; ${people}; COMMIT`);
  let done = 0;
  const began = performance.now();
  for (const batch of batchesOf(boardSizes(workspaces), cardsInABatch)) {
    await seedBatch(client, batch);
    done += batch.length;
    say(`${done} of ${boards} boards after ${Math.round((performance.now() - began) / 1000)} s`);
  }
  say('ANALYZE …');
  await client.query('ANALYZE');
}

async function seedBatch(client: pg.ClientBase, batch: object[]): Promise<void> {
  const triggers = (what: string) =>
    tables.map((table) => `ALTER TABLE ${table} ${what} TRIGGER USER`).join(';');
  await client.query(
    `BEGIN; TRUNCATE pg_temp.made, pg_temp.life, pg_temp.steps, pg_temp.numbered, pg_temp.dated; ${triggers('DISABLE')}`,
  );
  await client.query(planBoards, [JSON.stringify(batch)]);
  for (const part of [
    boardRows,
    lives,
    steps,
    numberedSteps,
    datedLives,
    events,
    requests,
    cards,
    whatFollows,
    flow,
  ])
    await client.query(part);
  await client.query(`${triggers('ENABLE')}; COMMIT`);
}
