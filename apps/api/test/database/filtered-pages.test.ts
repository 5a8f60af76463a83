import { boardIdsOf } from '../races/crowd.js';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';

const api = theApi();
const { member } = api.people;

/** The cards of the board; a page that reads all of them by any index reads at least as many pages of the database. */
const cards = 12_000;
const bound = 7_500;

let ids: { workspaceId: string; boardId: string };
let columns: string[];
let labels: string[];

/** A board with cards that mostly are delivered, filled by plain SQL. */
beforeAll(async () => {
  const board = await aBoard().column('Doing').make();
  ids = await boardIdsOf(api, board);
  columns = ['Ready', 'Doing', 'Done'].map((name) => board.id(name));
  labels = [await board.label('Rare'), await board.label('Common')];
  const run = async (...statements: string[]) => {
    for (const text of statements)
      await api.pool.query(text, text.includes('$1') ? [ids.workspaceId, ids.boardId] : []);
  };
  const quiet = (how: string) =>
    ['cards', 'card_labels', 'card_assignees', 'search_texts', 'requests'].map(
      (table) => `ALTER TABLE ${table} ${how} TRIGGER USER`,
    );
  await run(
    ...quiet('DISABLE'),
    `INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, rank, created_at, created_by, entered_column_at, committed_at,
                        delivered_at, archived_at, due_on, class_of_service, updated_at)
     SELECT $1, $2, uuidv7(), i, 'Card ' || i,
            CASE WHEN i % 50 = 0 THEN '${columns[1]}' ELSE '${columns[2]}' END::uuid, i, now(), '${member.id}', now(),
            now() - i * interval '1 minute', CASE WHEN i % 50 <> 0 THEN now() - (i / 3) * interval '1 minute' END,
            CASE WHEN i % 3 = 0 THEN now() END, CASE WHEN i % 2 = 0 THEN '2026-01-01'::date + i / 20 END,
            CASE WHEN i % 1000 = 7 THEN 'expedite' ELSE 'standard' END::class_of_service, now() - (i * 7 % ${cards}) * interval '1 second'
       FROM generate_series(1, ${cards}) i`,
    'ANALYZE cards',
    `INSERT INTO card_labels SELECT workspace_id, board_id, id, '${labels[0]}' FROM cards WHERE workspace_id = $1 AND board_id = $2 AND number % 777 = 0`,
    `INSERT INTO card_labels SELECT workspace_id, board_id, id, '${labels[1]}' FROM cards WHERE workspace_id = $1 AND board_id = $2 AND number % 2 = 0`,
    `INSERT INTO card_assignees SELECT workspace_id, board_id, id, '${member.id}' FROM cards WHERE workspace_id = $1 AND board_id = $2 AND number % 3 = 0`,
    `INSERT INTO search_texts (workspace_id, board_id, id, kind, text, words)
     SELECT c.workspace_id, c.board_id, c.id, 'card', t.text, weir.search_words(t.text, '')
       FROM cards c, LATERAL (SELECT c.title || ' common ' || CASE WHEN c.number % 500 = 0 THEN 'invoice' ELSE 'other' END AS text) t
      WHERE c.workspace_id = $1 AND c.board_id = $2`,
    `INSERT INTO requests (workspace_id, board_id, id, number, title, requester_id, submitted_at, answer_by, expires_at, answered_at, updated_at)
     SELECT $1, $2, uuidv7(), i, 'Request ' || i, CASE WHEN i % 500 = 0 THEN '${member.id}' ELSE '${api.people.requester.id}' END::uuid,
            now(), now(), now(), CASE WHEN i > 30 THEN now() - i * interval '1 minute' END, now() - (i * 7 % ${cards}) * interval '1 second'
       FROM generate_series(1, ${cards}) i`,
    ...quiet('ENABLE'),
    'ANALYZE cards, card_labels, card_assignees, card_blocks, search_texts, comments, requests, request_watchers',
  );
}, 60_000);

const search = (query: string, text = query) => ({ query: `'${query}':*`, text, spellings: [[query]] });
const open = 'c.archived_at IS NULL AND c.delivered_at IS NULL';
const labelled = (at: number) =>
  `EXISTS (SELECT FROM card_labels l WHERE l.card_id = c.id AND l.label_id = '${labels[at]}')`;

/** Filters of cards, and what they mean in plain SQL. */
const cardFilters = (): [object, string][] => [
  [{}, 'true'],
  [{ archived: false, delivered: false }, open],
  [{ archived: true }, 'c.archived_at IS NOT NULL'],
  [{ delivered: true }, 'c.delivered_at IS NOT NULL'],
  [{ committedTo: new Date(0).toISOString() }, 'false'],
  [{ committedFrom: new Date(0).toISOString() }, open],
  [{ columnIds: [columns[1]], archived: false }, `c.column_id = '${columns[1]}' AND c.archived_at IS NULL`],
  [{ columnIds: [columns[2]], blocked: false }, `c.column_id = '${columns[2]}'`],
  [{ labelIds: [labels[0]] }, labelled(0)],
  [{ labelIds: [labels[1]] }, labelled(1)],
  [{ labelIds: [labels[1]], assigneeIds: [] }, `${labelled(1)} AND c.number % 3 <> 0`],
  [{ assigneeIds: [member.id], classes: ['standard'] }, 'c.number % 3 = 0 AND c.number % 1000 <> 7'],
  [{ blocked: true }, 'false'],
  [{ swimlaneIds: [] }, 'true'],
  [{ swimlaneIds: [columns[1]] }, 'false'],
  [{ classes: ['expedite'] }, 'c.number % 1000 = 7'],
  [{ dueFrom: '2026-02-01', dueTo: '2026-02-03' }, `c.due_on BETWEEN '2026-02-01' AND '2026-02-03'`],
  [{ due: true }, 'c.due_on IS NOT NULL'],
  [{ due: false, delivered: false }, 'c.due_on IS NULL AND c.delivered_at IS NULL'],
  [{ updatedSince: new Date(0).toISOString() }, 'true'],
  [{ updatedSince: '2999-01-01' }, 'false'],
  [{ search: search('invoi') }, 'c.number % 500 = 0'],
  [{ search: search('common'), classes: ['expedite'] }, 'c.number % 1000 = 7'],
  [{ search: search('common') }, 'true'],
  [{ search: search('zzzz'), number: 77 }, 'c.number = 77'],
];
const cardSorts = ['number', 'updatedAt', 'dueOn', 'committedAt', 'deliveredAt'];

const requestFilters = (): [object, string][] => [
  [{}, 'true'],
  [{ reader: member.id }, `c.requester_id = '${member.id}'`],
  [{ reader: api.people.requester.id }, `c.requester_id = '${api.people.requester.id}'`],
  [{ requesterIds: [member.id], answered: true }, `c.requester_id = '${member.id}'`],
  [{ answered: false }, 'c.answered_at IS NULL'],
  [{ answered: true }, 'c.answered_at IS NOT NULL'],
  [{ overdue: '2999-01-01' }, 'c.answered_at IS NULL'],
  [{ classes: ['expedite'] }, 'false'],
  [{ updatedSince: '2999-01-01' }, 'false'],
  [{ search: search('zzzz') }, 'false'],
];
const requestSorts = ['number', 'updatedAt', 'answerBy', 'answeredAt'];

type Page = { numbers: number[]; next: object | null; spelling: string | null };

function page(
  name: string,
  filters: object,
  sort: string,
  isDescending: boolean,
  after: Page | null,
  size: number,
) {
  const values = [ids.workspaceId, ids.boardId, JSON.stringify(filters), sort, isDescending];
  const text = `SELECT f.* FROM weir.${name}($1, $2, $3, $4, $5, $6, $7, $8) f`;
  const all = [...values, after?.next ?? null, after?.spelling ?? null, size];
  return { text, values: all };
}

test.each(['find_cards', 'find_requests'])(
  'no page of %s reads more than a part of a large board',
  async (name) => {
    const [filters, sorts] =
      name === 'find_cards' ? [cardFilters(), cardSorts] : [requestFilters(), requestSorts];
    const tooLarge: unknown[] = [];
    for (const [filter] of filters) {
      for (const [at, sort] of sorts.entries()) {
        const { text, values } = page(name, filter, sort, at % 2 === 0, null, 50);
        const { rows } = await api.pool.query(
          `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ${text}`,
          values,
        );
        const { 'Shared Hit Blocks': hit, 'Shared Read Blocks': read } = rows[0]['QUERY PLAN'][0].Plan;
        if (hit + read > bound) tooLarge.push([filter, sort, hit + read]);
      }
    }
    expect(tooLarge).toEqual([]);
  },
);

test.each(['find_cards', 'find_requests'])(
  'the pages of %s together have what plain SQL finds, in order',
  async (name) => {
    const table = name === 'find_cards' ? 'cards' : 'requests';
    const filters = name === 'find_cards' ? cardFilters() : requestFilters();
    const orders: Record<string, string> = {
      number: 'c.number',
      updatedAt: 'c.updated_at',
      dueOn: 'c.due_on',
      committedAt: `CASE WHEN ${open} THEN c.committed_at END`,
      deliveredAt: 'c.delivered_at',
      answerBy: 'CASE WHEN c.answered_at IS NULL THEN c.answer_by END',
      answeredAt: 'c.answered_at',
    };
    const sorts = name === 'find_cards' ? cardSorts : requestSorts;
    for (const [at, [filter, meaning]] of filters.entries()) {
      const sort = sorts[at % sorts.length] as string;
      const isDescending = at % 2 === 1;
      const found: number[] = [];
      let after: Page | null = null;
      do {
        const { text, values } = page(name, filter, sort, isDescending, after, 200);
        after = (await api.pool.query<Page>(text, values)).rows[0] as Page;
        found.push(...after.numbers);
      } while (after.next);
      const order = isDescending ? 'DESC' : '';
      const { rows } = await api.pool.query<{ number: number }>(
        `SELECT c.number FROM ${table} c WHERE c.workspace_id = $1 AND c.board_id = $2 AND ${meaning}
        ORDER BY ${orders[sort]} ${order} NULLS LAST, c.number ${order}`,
        [ids.workspaceId, ids.boardId],
      );
      expect([filter, sort, found.length]).toEqual([filter, sort, rows.length]);
      expect(found).toEqual(rows.map(({ number }) => number));
    }
  },
);
