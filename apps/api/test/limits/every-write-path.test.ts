import { afterEach, describe, expect, test } from '@jest/globals';
import { type Limit, type ProblemOf, problemSchemas } from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import type { Answer } from '../support/caller.js';
import { aLimit, handsOf } from '../support/hands.js';

// Each path on which a card can come to count against a limit meets one that is full, and one that was lowered
// below its load: it is refused with all that stands in its way, and nothing at all has changed.

const api = theApi();
// A person has one limit across the boards of the workspace, and each test makes boards of its own.
afterEach(() => api.pool.query('DELETE FROM person_limits'));

const manager = () => api.as('manager');
const member = () => api.as('member');
const { create, move, bulk, cardsIn } = handsOf(member);

type Here = { board: BoardUnderTest; front: string; back: string };
type Path = {
  limit: (here: Here) => object;
  attempt: (here: Here) => Promise<Answer<unknown>>;
  of: string;
  /** The cards that would have entered. */
  cards: number[];
};

/** 1 waits in Ready, 2 is Bao's in Doing's front lane, 3 in Review's back lane, 4 expedite in Doing, 5 was archived there. */
async function aBoardAtWork(): Promise<Here> {
  const board = await aBoard(api).column('Doing').column('Review', { split: true }).make();
  const lane = async (name: string) =>
    (await manager().post<{ id: string }>(`${board.path}/swimlanes`, { name })).body.id;
  const [front, back] = [await lane('Front'), await lane('Back')];
  await cardsIn(board, 'Ready', 1);
  await cardsIn(board, 'Doing', 1, { swimlaneId: front, assigneeIds: [api.cast.member.id] });
  await cardsIn(board, 'Review', 1, { swimlaneId: back });
  await cardsIn(board, 'Doing', 1, { classOfService: 'expedite' });
  await cardsIn(board, 'Doing', 1);
  await member().put(`${board.path}/cards/5/archive`);
  await api.as('requester').post(`${board.path}/requests`, { title: 'A request' });
  return { board, front, back };
}

const column =
  (name: string) =>
  ({ board }: Here) => ({ scope: 'column', columnId: board.id(name) });
const at = ({ board }: Here, path: string) => `${board.path}/${path}`;
const bao = () => api.cast.member.id;

const paths: Record<string, Path> = {
  'a move': {
    limit: column('Doing'),
    attempt: ({ board }) => move(board, 1, { columnId: board.id('Doing') }),
    of: 'Doing',
    cards: [1],
  },
  'a move into the done half of a column': {
    limit: column('Review'),
    attempt: ({ board }) => move(board, 1, { columnId: board.id('Review'), half: 'done' }),
    of: 'Review',
    cards: [1],
  },
  'a move from beyond the commitment point': {
    limit: () => ({ scope: 'board' }),
    attempt: ({ board }) => move(board, 1, { columnId: board.id('Review') }),
    of: 'Platform',
    cards: [1],
  },
  'a card made': {
    limit: column('Doing'),
    attempt: ({ board }) => create(board, { columnId: board.id('Doing') }),
    of: 'Doing',
    cards: [],
  },
  'a card made for somebody': {
    limit: () => ({ scope: 'person', userId: bao(), across: 'workspace' }),
    attempt: ({ board }) => create(board, { columnId: board.id('Doing'), assigneeIds: [bao()] }),
    of: 'Bao Brandt',
    cards: [],
  },
  'a swap of an ordinary card with an expedite one': {
    limit: column('Doing'),
    attempt: ({ board }) => move(board, 1, { swapWith: 4 }),
    of: 'Doing',
    cards: [1],
  },
  'one of several moved at once': {
    limit: ({ board }) => ({ scope: 'columns', columnIds: [board.id('Doing'), board.id('Review')] }),
    attempt: ({ board }) =>
      bulk(board, [
        { card: 2, columnId: board.id('Review') },
        { card: 1, columnId: board.id('Doing') },
      ]),
    of: 'Doing + Review',
    cards: [1],
  },
  'another assignee': {
    limit: () => ({ scope: 'person', userId: bao(), across: 'board' }),
    attempt: (here) => member().patch(at(here, 'cards/3'), { assigneeIds: [bao(), api.cast.owner.id] }),
    of: 'Bao Brandt',
    cards: [3],
  },
  'another lane': {
    limit: ({ front }) => ({ scope: 'swimlane', swimlaneId: front }),
    attempt: ({ board, front }) => move(board, 3, { columnId: board.id('Review'), swimlaneId: front }),
    of: 'Front',
    cards: [3],
  },
  'another cell': {
    limit: ({ board, front }) => ({ scope: 'swimlane', swimlaneId: front, columnId: board.id('Doing') }),
    attempt: ({ board, front }) => move(board, 1, { columnId: board.id('Doing'), swimlaneId: front }),
    of: 'Front · Doing',
    cards: [1],
  },
  'an expedite card made an ordinary one': {
    limit: column('Doing'),
    attempt: (here) => member().patch(at(here, 'cards/4'), { classOfService: 'standard' }),
    of: 'Doing',
    cards: [4],
  },
  'another class of service': {
    limit: () => ({ scope: 'classOfService', classOfService: 'standard' }),
    attempt: (here) => member().patch(at(here, 'cards/4'), { classOfService: 'standard' }),
    of: 'Standard',
    cards: [4],
  },
  'a card brought back from the archive': {
    limit: column('Doing'),
    attempt: (here) => member().delete(at(here, 'cards/5/archive')),
    of: 'Doing',
    cards: [5],
  },
  'a card put back': {
    limit: column('Ready'),
    attempt: (here) => member().put(at(here, 'cards/2/back'), { reason: 'Later' }),
    of: 'Ready',
    cards: [2],
  },
  'an accepted request': {
    limit: column('Ready'),
    attempt: (here) => manager().put(at(here, 'requests/1/answer'), { kind: 'accept' }),
    of: 'Ready',
    cards: [],
  },
  'a column that goes': {
    limit: column('Doing'),
    attempt: (here) =>
      manager().delete(at(here, `columns/${here.board.id('Review')}?cardsTo=${here.board.id('Doing')}`)),
    of: 'Doing',
    cards: [3],
  },
  'a lane that goes': {
    limit: ({ front }) => ({ scope: 'swimlane', swimlaneId: front }),
    attempt: (here) => manager().delete(at(here, `swimlanes/${here.back}?cardsTo=${here.front}`)),
    of: 'Front',
    cards: [3],
  },
};

describe.each(Object.entries(paths))('%s', (_, { limit, attempt, of, cards }) => {
  test('is refused where it would be one too many, and nothing has changed', async () => {
    const here = await aBoardAtWork();
    const { load } = await hold(here, limit(here));
    await expectRefused(here, attempt, { of, max: load, load, cards });
    const { id } = await onlyLimit(here, of);
    await manager().patch(at(here, `limits/${id}`), { max: load - 1 });
    await expectRefused(here, attempt, { of, max: load - 1, load, cards });
  });

  test('is done where there is room', async () => {
    const here = await aBoardAtWork();
    const { id, load } = await hold(here, limit(here));
    await manager().patch(at(here, `limits/${id}`), { max: load + 1 });
    expect((await attempt(here)).status).toBeLessThan(300);
  });
});

/** A limit at just what counts against it now. */
async function hold({ board }: Here, of: object): Promise<Limit> {
  const { id, load } = await aLimit(manager(), board, { ...of, max: 9 });
  expect(load).toBeGreaterThan(0);
  return (await manager().patch<Limit>(`${board.path}/limits/${id}`, { max: load })).body;
}

async function onlyLimit({ board }: Here, of: string): Promise<Limit> {
  const [limit, ...more] = (await board.read()).limits.filter(
    (each) => !(each.scope === 'classOfService' && each.classOfService === 'expedite'),
  );
  expect([of, more]).toEqual([of, []]);
  return limit!;
}

async function expectRefused(here: Here, attempt: Path['attempt'], limit: object): Promise<void> {
  const stood = await here.board.read();
  const answer = await attempt(here);
  expect([answer.status, (answer.body as { code?: string }).code]).toEqual([409, 'wip-limit-reached']);
  const refusal = problemSchemas['wip-limit-reached'].parse(answer.body) as ProblemOf<'wip-limit-reached'>;
  expect(refusal.limits).toMatchObject([limit]);
  expect(refusal.detail).toMatch(/\d of \d/);
  expect(await here.board.read()).toEqual(stood);
}
