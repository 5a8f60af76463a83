import type { Floor } from '../load/floor.js';
import type { BenchBoard, World } from '../stack/world.js';
import { apiClients } from './contenders/api-clients.js';
import { bareSchema } from './contenders/bare-floor.js';
import { sqlClients } from './contenders/floor-clients.js';
import type { Contender, Scenario } from './scenario.js';

/** More cards than a search ranks, so that a word of all cards costs as much as a word can. */
const cards = 600;

/**
 * Searches the workspace for a word of one card, and for a word of hundreds of cards, which is also in the titles of the seed. The floor
 * finds the same words in a copy of the texts of the board, with one index.
 */
export async function searches(world: World, floor: Floor): Promise<Scenario[]> {
  const board = await world.makeBoard(
    'SEARCH',
    [
      { name: 'Ready', kind: 'queue' },
      { name: 'Doing', kind: 'active' },
      { name: 'Done', kind: 'done' },
    ],
    { Ready: cards },
  );
  await world.query(
    `UPDATE cards SET title = 'Fix the export of sandpiper' || number WHERE workspace_id = $1 AND board_id = $2`,
    [board.workspaceId, board.id],
  );
  await copyTexts(world, board);
  const rare = (n: number) => {
    let at = n * 31;
    return () => `sandpiper${100 + (at++ % 500)}`;
  };
  const scenario = (name: string, words: (n: number) => () => string): Scenario => ({
    name,
    world,
    board,
    eventsAnAnswer: 0,
    base: bareSearch(floor, board, words),
    others: [
      apiClients('API', world, (n) => {
        const next = words(n);
        const path = board.path.split('/boards/')[0];
        return () => ({ method: 'GET', path: `${path}/search?q=${next()}`, status: 200 });
      }),
    ],
  });
  return [
    scenario('searches for a rare word', rare),
    scenario('searches for a common word', () => () => 'export'),
  ];
}

async function copyTexts(world: World, { workspaceId, id }: BenchBoard): Promise<void> {
  const copy = `${bareSchema}.search_texts`;
  await world.query(`CREATE SCHEMA IF NOT EXISTS ${bareSchema}`);
  await world.query(`DROP TABLE IF EXISTS ${copy}`);
  await world.query(
    `CREATE TABLE ${copy} AS SELECT * FROM public.search_texts WHERE workspace_id = '${workspaceId}' AND board_id = '${id}'`,
  );
  await world.query(`CREATE INDEX ON ${copy} USING gin (words)`);
  await world.query(`GRANT USAGE ON SCHEMA ${bareSchema} TO PUBLIC`);
  await world.query(`GRANT SELECT ON ${copy} TO PUBLIC`);
}

function bareSearch(floor: Floor, board: BenchBoard, words: (n: number) => () => string): Contender {
  const text = `
    SELECT count(*)::int AS found FROM (
      SELECT id FROM ${bareSchema}.search_texts
       WHERE workspace_id = $1 AND words @@ to_tsquery('pg_catalog.simple', $2) ORDER BY id DESC LIMIT 20) f`;
  return {
    ...sqlClients(
      floor,
      { name: 'bareSearch', text },
      (n) => {
        const next = words(n);
        return () => [board.workspaceId, next()];
      },
      ({ found }) => found > 0,
    ),
    name: 'bare floor',
  };
}
