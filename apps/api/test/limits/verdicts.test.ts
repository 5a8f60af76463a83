import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type Board,
  type BoardChange,
  cardDiffs,
  findBrokenLimits,
  findWarnedLimits,
  type Limit,
  limitLoad,
  loadGain,
} from '@weir/domain';
import fc from 'fast-check';
import pg from 'pg';
import { aDatabase } from '../support/database.js';
import { boards, changes } from './verdict-boards.js';
import { inSql, lay, layPeople, type World } from './verdict-world.js';

// The rule stands twice: in `domain`, which explains it, and in the database, which keeps it. Here both are
// asked about the same random boards and changes, of every scope and kind.

let database: Awaited<ReturnType<typeof aDatabase>>;
let client: pg.Client;
/** Every kind of change with each verdict, and every scope that refused or was passed with a record. */
const seen = new Set<string>();

beforeAll(async () => {
  database = await aDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await layPeople(client);
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

describe('domain and database give one verdict, for the same limits at the same loads', () => {
  test.each(Object.keys(changes) as BoardChange['kind'][])('on %s', async (kind) => {
    await judge(kind, () => lacking([`${kind} let in`, `${kind} refused`]));
  });

  // It is not the emptiness of the boards that agreed.
  test.each(['refused', 'passed'])('and every scope has %s', async (did) => {
    const scopes = ['column', 'columns', 'swimlane', 'cell', 'person', 'across', 'board', 'classOfService'];
    await judge('bulk', () => lacking(scopes.map((scope) => `${scope} ${did}`)));
  });
});

function lacking(names: string[]): string[] {
  return names.filter((name) => !seen.has(name));
}

/** Many random changes of a kind, and more of them, up to a bound, while something has not been seen yet. */
async function judge(kind: BoardChange['kind'], lacks: () => string[]): Promise<void> {
  for (let round = 0; round === 0 || (round < 10 && lacks().length > 0); round++) {
    await fc.assert(
      fc.asyncProperty(boards, changes[kind], async (verdicts, make) => {
        await agree(await lay(client, verdicts), verdicts.board, make(verdicts.board));
      }),
      { numRuns: 40 },
    );
  }
  expect(lacks()).toEqual([]);
}

async function agree(world: World, board: Board, wanted: BoardChange): Promise<void> {
  const differing = cardDiffs(board, wanted);
  const facts = (limit: Limit) => ({ id: limit.id, max: limit.max, load: limitLoad(limit, board) });
  const grown = (limit: Limit) => ({ ...facts(limit), gain: loadGain(limit, board, differing) });
  const broken = findBrokenLimits(board, wanted);
  expect(await loads(world)).toEqual(byId(board.limits.map(facts)));

  await client.query('BEGIN');
  try {
    const refused = await refusedBy(world, board, wanted);
    expect(refused).toEqual(byId(firstTold(wanted, broken).map(facts)));
    seen.add(`${wanted.kind} ${refused.length > 0 ? 'refused' : 'let in'}`);
    for (const limit of broken) seen.add(`${nameOf(limit)} refused`);
    if (refused.length > 0) return;
    for (const limit of findWarnedLimits(board, wanted)) seen.add(`${nameOf(limit)} passed`);
    expect(await recorded(world)).toEqual(byId(findWarnedLimits(board, wanted).map(grown)));
    expect(await loads(world)).toEqual(
      byId(board.limits.map(grown).map(({ gain, load, ...limit }) => ({ ...limit, load: load + gain }))),
    );
  } finally {
    await client.query('ROLLBACK');
  }
}

/**
 * A card is written before who is assigned to it, so a new or edited card meets the limits of persons last: whatever
 * else refuses has told already. The API tells the rest itself.
 */
function firstTold(wanted: BoardChange, broken: Limit[]): Limit[] {
  if (wanted.kind !== 'create' && wanted.kind !== 'edit') return broken;
  const ofCards = broken.filter(({ scope }) => scope !== 'person');
  return ofCards.length > 0 ? ofCards : broken;
}

function nameOf(limit: Limit): string {
  if (limit.scope === 'swimlane' && limit.columnId) return 'cell';
  return limit.scope === 'person' && limit.across === 'workspace' ? 'across' : limit.scope;
}

type Told = { id: string; max: number; load: number };

/** The limits that the database names when the change is done in plain SQL; none where it lets it be. */
async function refusedBy(world: World, board: Board, wanted: BoardChange): Promise<Told[]> {
  try {
    for (const [sql, values] of inSql(world, board, wanted)) await client.query(sql, values);
    return [];
  } catch (error) {
    const { message, detail } = error as pg.DatabaseError;
    expect({ message, error }).toMatchObject({ message: 'wip-limit-reached', error: { code: 'WIP00' } });
    return byId(JSON.parse(detail ?? '').limits);
  }
}

async function loads({ workspace }: World): Promise<Told[]> {
  const { rows } = await client.query(
    `SELECT l.id, l.max, weir.load(l) AS load FROM wip_limits l WHERE l.workspace_id = $1
     UNION ALL SELECT p.id, p.max, weir.load(p) FROM person_limits p WHERE p.workspace_id = $1`,
    [workspace],
  );
  return byId(rows);
}

/** What the ledger has of the change. */
async function recorded({ workspace }: World): Promise<(Told & { gain: number })[]> {
  const { rows } = await client.query(
    `SELECT limit_id AS id, max, load, gain FROM overrides WHERE workspace_id = $1`,
    [workspace],
  );
  return byId(rows);
}

function byId<Row extends { id: string }>(rows: Row[]): Row[] {
  return rows.toSorted((one, other) => one.id.localeCompare(other.id));
}
