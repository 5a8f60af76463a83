import type { SearchList } from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';

const api = theApi();
const { member } = api.people;
const earlier = 6_000;

let board: BoardUnderTest;

/** Makes more texts than a misspelt search is compared with. One word is in all of them. */
beforeAll(async () => {
  board = await aBoard().make();
  await board.cards('Ready', 1, { title: 'Order the newest harbour lamps' });
  await api.pool.query(
    `WITH made AS (
       SELECT b.workspace_id, b.id AS board_id, uuidv7(-n * interval '1 hour') AS id,
              'Paint the harbour, part ' || n || CASE WHEN n % 2000 = 0 THEN ' with zinnober' ELSE '' END AS text
         FROM boards b, generate_series(1, $2::int) n WHERE b.key = $1)
     INSERT INTO search_texts (workspace_id, board_id, id, kind, text, words)
     SELECT workspace_id, board_id, id, 'card', text, weir.search_words(text, '') FROM made`,
    [board.key, earlier],
  );
  await member.patch(`${board.path}/cards/1`, { title: 'Order the newest harbour lanterns' });
});

/** The texts that a search ranks, newest first. */
async function ranked(query: string, text: string, requester: string | null = null): Promise<string[]> {
  const { rows } = await api.pool.query<{ text: string }>(
    `SELECT t.text FROM weir.search((SELECT workspace_id FROM boards WHERE key = $1), $4, $2, $3, NULL, NULL, false, NULL) h
       JOIN search_texts t USING (board_id, id) ORDER BY t.id DESC`,
    [board.key, query, text, requester],
  );
  return rows.map((row) => row.text);
}

test('a search for a word in thousands of texts ranks the newest texts', async () => {
  const found = await ranked(`'harbour':*`, 'harbour');
  expect(found.length).toBe(500);
  expect(found[0]).toMatch(/^Order the newest harbour lanterns/);
  expect(found.slice(1)).toEqual(
    Array.from({ length: 499 }, (_, n) =>
      expect.stringMatching(new RegExp(`^Paint the harbour, part ${n + 1}\\b`)),
    ),
  );
});

test('a rare word is found however old its text is', async () => {
  expect((await ranked(`'zinnober':*`, 'zinnober')).length).toBe(3);
});

test('in a workspace with many texts, a misspelt word finds the texts with the most similar word', async () => {
  const { items } = (await member.get<SearchList>('/v1/workspaces/demo/search?q=lantrens')).body;
  expect(items.map(({ ref }) => ref)).toEqual([`${board.key}-1`]);
  const typo = (await member.get<SearchList>('/v1/workspaces/demo/search?q=lantirn')).body;
  expect(typo.items.map(({ ref }) => ref)).toEqual([`${board.key}-1`]);
  expect(await ranked(`'qqqq':*`, 'qqqq')).toEqual([]);
});

test('a common word of a requester finds their own requests only', async () => {
  const asked = await board.ask('A harbour of my own');
  const { requester } = api.people;
  const { items } = (await requester.get<SearchList>('/v1/workspaces/demo/search?q=harbour')).body;
  expect(items.map(({ number }) => number)).toEqual([asked.number]);
});
