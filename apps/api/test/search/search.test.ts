import { expect, test } from '@jest/globals';
import { type FoundText, type SearchItem, SearchList } from '@weir/contract';
import { decline } from '../support/answers.js';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';
import { refusalOf } from '../support/refusals.js';

const api = theApi();
const { manager, member, secondRequester, viewer } = api.people;
type Who = 'manager' | 'member' | 'requester' | 'secondRequester' | 'viewer';

async function search(who: Who, q: string, more = ''): Promise<SearchList> {
  const { status, body } = await api.people[who].get(
    `/v1/workspaces/demo/search?q=${encodeURIComponent(q)}${more}`,
  );
  expect(status).toBe(200);
  return SearchList.parse(body);
}
const refs = ({ items }: SearchList) => items.map(({ kind, ref }) => `${kind} ${ref}`);
const matches = (text: FoundText) => text.filter(({ isMatch }) => isMatch).map((part) => part.text);
const textOf = (text: FoundText) => text.map((part) => part.text).join('');

test('finds cards, requests and comments by words, titles first, with the matching part of each', async () => {
  const board = await aBoard().intake({ depth: 20, openPerRequester: 20 }).make();
  const { key } = board;
  const wanted = (await member.createCard(board, { title: 'Nightly exports of invoices' })).body;
  const described = (
    await member.createCard(board, {
      title: 'Quarter end',
      description: `${'Some words before. '.repeat(40)}The invoices must be there by noon.`,
    })
  ).body;
  const other = (await member.createCard(board, { title: 'A quiet card' })).body;
  await member.post(`${board.path}/cards/${other.number}/comments`, {
    text: 'The INVOICES came late again.',
  });
  const { number } = await board.ask('Invoices as a file');

  const found = await search('member', 'invoice');
  expect(refs(found).sort()).toEqual(
    [
      `card ${key}-${wanted.number}`,
      `card ${key}-${described.number}`,
      `comment ${key}-${other.number}`,
      `request ${key}-R${number}`,
    ].sort(),
  );
  expect(refs(found).slice(0, 2).sort()).toEqual(
    [`card ${key}-${wanted.number}`, `request ${key}-R${number}`].sort(),
  );
  const byRef = new Map(found.items.map((item) => [item.ref, item] as const));
  expect(matches(byRef.get(`${key}-${wanted.number}`)!.title)).toEqual(['invoices']);
  const { preview } = byRef.get(`${key}-${described.number}`) as SearchItem;
  expect(matches(preview)).toEqual(['invoices']);
  expect(textOf(preview)).toContain('must be there by noon');
  expect(textOf(preview).length).toBeLessThan(400);
  expect(byRef.get(`${key}-${other.number}`)).toMatchObject({ kind: 'comment', board: { key } });

  expect(refs(await search('viewer', 'nightly invo'))).toEqual([`card ${key}-${wanted.number}`]);
  expect(refs(await search('viewer', 'zzz nothing of the kind'))).toEqual([]);
});

test('shows texts without the marks of their Markdown', async () => {
  const board = await aBoard().make();
  const seen = async (description: string) => {
    const { number } = (await member.createCard(board, { title: 'A card', description })).body;
    const { items } = await search('member', 'salak');
    const text = textOf(items.find(({ ref }) => ref === `${board.key}-${number}`)!.preview);
    await member.patchCard(board, number, { description: '' });
    return text.replace(/\s+/g, ' ').trim();
  };
  expect(
    await seen(
      '# The **salak** plan\n\n> quoted\n\n- [x] `run_all` it\n* a [guide](https://weir.test/a_b "Title")\n\n---\n![shot](attachment:1)',
    ),
  ).toBe('The salak plan quoted run_all it a guide shot');
  expect(
    await seen('```sql\nSELECT salak FROM a_b_c\n```\n***both*** ~~gone~~ _soft_ *x* and __hard__'),
  ).toBe('SELECT salak FROM a_b_c both gone soft x and hard');
  expect(await seen('| Salak | Price |\n|---|:--:|\n| one | 2 |')).toBe('| Salak | Price | | one | 2 |');
  // What only looks like Markdown stays.
  expect(await seen('Salak: 2 * 3 * 4, a_b_c, \\*stars\\*, f(x)[0] and -1 > -2')).toBe(
    'Salak: 2 * 3 * 4, a_b_c, *stars*, f(x)[0] and -1 > -2',
  );
});

test('finds the right word for a misspelt one, and marks it', async () => {
  const board = await aBoard().make();
  const { number } = (await member.createCard(board, { title: 'Deployment pipeline for the shop' })).body;
  for (const [q, marked] of [
    ['deploymnet', ['Deployment']],
    ['pipline', ['pipeline']],
    ['deplyoment pipeline', ['Deployment', 'pipeline']],
    ['deplyoment pipline', ['Deployment', 'pipeline']],
    ['Pipelnie', ['pipeline']],
  ] as const) {
    const found = await search('member', q);
    expect(refs(found)).toEqual([`card ${board.key}-${number}`]);
    expect(matches(found.items[0]!.title)).toEqual(marked);
  }
});

test('finds a word with two letters swapped, and no words that only have the same end', async () => {
  const board = await aBoard().make();
  for (const title of ['Find a crate by tangerine number', 'Tangerines of March', 'A margerine service'])
    await member.createCard(board, { title });
  const { items } = await search('member', 'tnagerine');
  expect(items.map(({ title }) => matches(title)).sort()).toEqual([['Tangerines'], ['tangerine']]);
  // A word that somebody wrote is not taken for another one.
  await member.createCard(board, { title: 'Tnagerine' });
  expect(refs(await search('member', 'tnagerine'))[0]).toBe(`card ${board.key}-4`);
});

test('a single typed letter is marked where it is a word, not at the start of longer words', async () => {
  const board = await aBoard().make();
  await member.createCard(board, {
    title: 'Quince: a harvest, and all ask',
    description: 'A quince an hour',
  });
  const { items } = await search('member', 'quin a');
  expect(matches(items[0]!.title)).toEqual(['Quince', 'a']);
  expect(matches(items[0]!.preview)).toEqual(['A', 'quince']);
});

test('finds what is named by its ref, or a part of it, before anything else', async () => {
  const board = await aBoard().intake({ depth: 20, openPerRequester: 20 }).make();
  const { key } = board;
  await member.createCard(board, { title: 'The first' });
  await board.ask('Asked first');
  const named = (await member.createCard(board, { title: `It follows ${key}-1 of last week` })).body;

  const byRef = await search('member', `${key}-1`);
  expect(refs(byRef)).toEqual([`card ${key}-1`, `card ${key}-${named.number}`]);
  expect(refs(await search('member', `${key.toLowerCase()}-r1`))[0]).toBe(`request ${key}-R1`);
  expect(refs(await search('member', 'R1'))).toContain(`request ${key}-R1`);
  expect(refs(await search('member', '1'))).toEqual(
    expect.arrayContaining([`card ${key}-1`, `request ${key}-R1`]),
  );
});

test('shows a requester their own requests only', async () => {
  const board = await aBoard().intake({ depth: 20, openPerRequester: 20 }).make();
  const own = await board.ask('Marmalade for breakfast');
  const others = (await secondRequester.submit(board, { title: 'Marmalade for lunch' })).body;
  await member.createCard(board, { title: 'Marmalade in general' });
  await manager.answer(board, own.number, decline);

  const found = await search('requester', 'marmalade');
  expect(found.items).toMatchObject([{ kind: 'request', ref: own.ref, answer: 'decline' }]);
  expect(refs(await search('requester', 'marmelade'))).toEqual([`request ${own.ref}`]);
  expect(refs(await search('requester', others.ref))).toEqual([]);
  // A corrected search does not show that somebody else wrote the word as it was typed.
  const invoice = await board.ask('An invoice');
  await secondRequester.submit(board, { title: 'An inovice' });
  expect(refs(await search('requester', 'inovice'))).toContain(`request ${invoice.ref}`);
  expect(refs(await search('secondRequester', 'marmalade'))).toEqual([`request ${others.ref}`]);
  expect(refs(await search('viewer', 'marmalade'))).toHaveLength(3);
});

test('finds the current text of any author, and nothing that was deleted', async () => {
  const board = await aBoard().make();
  const { number } = (await member.createCard(board, { title: 'Kumquat harvest' })).body;
  await member.patchCard(board, number, { title: 'Physalis harvest' });
  expect(refs(await search('member', 'kumquat'))).toEqual([]);
  expect(refs(await search('member', 'physalis'))).toEqual([`card ${board.key}-${number}`]);

  await api.pool.query("UPDATE cards SET description = 'Written by psql: tamarillo' WHERE board_id = $1", [
    await boardId(board.key),
  ]);
  expect(refs(await search('member', 'tamarillo'))).toEqual([`card ${board.key}-${number}`]);
});

test('lists archived cards last, and says so', async () => {
  const board = await aBoard().make();
  const [old, current] = await board.cards('Ready', 2);
  for (const number of [old, current]) await member.patchCard(board, number!, { title: 'Rambutan' });
  await member.archive(board, current!);
  expect((await search('member', 'rambutan')).items).toMatchObject([
    { ref: `${board.key}-${old}`, archived: false },
    { ref: `${board.key}-${current}`, archived: true },
  ]);
});

test('comes in pages without gaps or repeats', async () => {
  const board = await aBoard().make();
  const numbers = await board.cards('Ready', 5);
  for (const number of numbers) await member.patchCard(board, number, { title: `Cherimoya ${number}` });
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await search('viewer', 'cherimoya', `&size=2${cursor && `&cursor=${cursor}`}`);
    seen.push(...refs(page));
    cursor = page.nextCursor;
  }
  expect(seen).toHaveLength(5);
  expect(new Set(seen).size).toBe(5);

  // A place in one search means nothing in another.
  const { nextCursor } = await search('viewer', 'cherimoya', '&size=2');
  const { status, body } = await viewer.get(`/v1/workspaces/demo/search?q=card&cursor=${nextCursor}`);
  expect({ status, body }).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'cursor', code: 'otherCursor' }] },
  });
});

test.each([
  ["' & ! | ( ) : * \\ <->", 'operators'],
  ["O'Brien’s “quotes”", 'quotes'],
  ['🙂🙂', 'emoji'],
  ['%_%', 'wildcards'],
  ['a'.repeat(200), '200 characters'],
  ['x '.repeat(100).trim(), 'a hundred words'],
  [`${'9'.repeat(30)}`, 'a number that no card has'],
])('takes %s for text', async (q) => {
  await search('member', q);
});

test('refuses a search without text, or of more than 200 characters', async () => {
  for (const q of ['', ' ', 'a'.repeat(201), '%00']) {
    const answer = await viewer.get(`/v1/workspaces/demo/search?q=${q}`);
    expect(refusalOf(answer)).toEqual({ status: 422, code: 'invalid-input' });
  }
});

async function boardId(key: string): Promise<string> {
  const { rows } = await api.pool.query<{ id: string }>('SELECT id FROM boards WHERE key = $1', [key]);
  return rows[0]!.id;
}
