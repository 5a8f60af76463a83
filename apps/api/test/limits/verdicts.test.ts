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
import { isDeep } from '../model/depth.js';
import { aDatabase } from '../support/database.js';
import { blockingBoards, boards, type ComparedKind, changes, warningBoards } from './verdict-boards.js';
import { inSql, insertPeople, insertWorld, type World } from './verdict-world.js';

// The limit rule exists twice: in `domain`, which explains it, and in the database, which enforces it. Both get the
// same random boards and changes of every scope and kind and must give the same verdict.

let database: Awaited<ReturnType<typeof aDatabase>>;
let client: pg.Client;
/** Every kind of change with each verdict, and every scope with each verdict. */
const seen = new Set<string>();

beforeAll(async () => {
  database = await aDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await insertPeople(client);
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const kinds = Object.keys(changes) as ComparedKind[];

describe('domain and database agree on the limits and loads', () => {
  test.each(kinds)('of a %s', async (kind) => {
    await judge(boards, [kind], () => missing([`${kind} let in`, `${kind} refused`]));
  });

  // Every scope refused and passed, so they did not only agree on empty boards.
  test.each([
    ['refused', blockingBoards],
    ['passed', warningBoards],
  ])('of every scope that %s', async (did, from) => {
    const scopes = ['column', 'columns', 'swimlane', 'cell', 'person', 'across', 'board', 'classOfService'];
    await judge(from, kinds, () => missing(scopes.map((scope) => `${scope} ${did}`)));
  });
});

function missing(names: string[]): string[] {
  return names.filter((name) => !seen.has(name));
}

/**
 * Tries random changes of each kind in turn until every verdict was seen. Some verdicts are rare, so the bound is high enough that
 * only a fault reaches it.
 */
async function judge(
  from: typeof boards,
  each: readonly ComparedKind[],
  unseen: () => string[],
): Promise<void> {
  for (let round = 0; round === 0 || (round < 600 && unseen().length > 0); round++) {
    const kind = each[round % each.length] as ComparedKind;
    await fc.assert(
      fc.asyncProperty(from, changes[kind], async (verdicts, make) => {
        await agree(await insertWorld(client, verdicts), verdicts.board, make(verdicts.board));
      }),
      { numRuns: isDeep ? 200 : 8 },
    );
  }
  expect(unseen()).toEqual([]);
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
    expect(refused).toEqual(byId(reportedFirst(wanted, broken).map(facts)));
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
 * Plain SQL writes a card before its assignees, so the limits of persons are checked last and are not reported if
 * another limit refuses. The API reports all of them.
 */
function reportedFirst(wanted: BoardChange, broken: Limit[]): Limit[] {
  if (wanted.kind !== 'create' && wanted.kind !== 'edit') return broken;
  const ofCards = broken.filter(({ scope }) => scope !== 'person');
  return ofCards.length > 0 ? ofCards : broken;
}

function nameOf(limit: Limit): string {
  if (limit.scope === 'swimlane' && limit.columnId) return 'cell';
  return limit.scope === 'person' && limit.across === 'workspace' ? 'across' : limit.scope;
}

type LimitFacts = { id: string; max: number; load: number };

/** The limits that the database names when it refuses the change in plain SQL. Empty if it accepts. */
async function refusedBy(world: World, board: Board, wanted: BoardChange): Promise<LimitFacts[]> {
  try {
    for (const [sql, values] of inSql(world, board, wanted)) await client.query(sql, values);
    return [];
  } catch (error) {
    const { message, detail } = error as pg.DatabaseError;
    expect({ message, error }).toMatchObject({ message: 'wip-limit-reached', error: { code: 'WIP00' } });
    return byId(JSON.parse(detail ?? '').limits);
  }
}

async function loads({ workspace }: World): Promise<LimitFacts[]> {
  const { rows } = await client.query(
    `SELECT l.id, l.max, weir.load(l) AS load FROM wip_limits l WHERE l.workspace_id = $1
     UNION ALL SELECT p.id, p.max, weir.load(p) FROM person_limits p WHERE p.workspace_id = $1`,
    [workspace],
  );
  return byId(rows);
}

/** The entries of the override log. */
async function recorded({ workspace }: World): Promise<(LimitFacts & { gain: number })[]> {
  const { rows } = await client.query(
    `SELECT limit_id AS id, max, load, gain FROM overrides WHERE workspace_id = $1`,
    [workspace],
  );
  return byId(rows);
}

function byId<Row extends { id: string }>(rows: Row[]): Row[] {
  return rows.toSorted((one, other) => one.id.localeCompare(other.id));
}
