import { afterEach, describe, expect, test } from '@jest/globals';
import { type Limit, type ProblemOf, problemSchemas } from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import type { Answer } from '../support/person.js';

// Every path by which a card can come to count against a limit is tried against a full limit and against one lowered
// below its load. Both refuse with everything in the way, and nothing changes.

const api = theApi();
const { owner, manager, member } = api.people;
// A person has one limit across the boards of the workspace, and each test makes boards of its own.
afterEach(() => api.pool.query('DELETE FROM person_limits'));

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
  const board = await aBoard().column('Doing').column('Review', { split: true }).make();
  const [front, back] = [await board.lane('Front'), await board.lane('Back')];
  await board.cards('Ready', 1);
  await board.cards('Doing', 1, { swimlaneId: front, assigneeIds: [member.id] });
  await board.cards('Review', 1, { swimlaneId: back });
  await board.cards('Doing', 1, { classOfService: 'expedite' });
  await board.cards('Doing', 1);
  await member.archive(board, 5);
  await board.ask();
  return { board, front, back };
}

const column =
  (name: string) =>
  ({ board }: Here) => ({ scope: 'column', columnId: board.id(name) });
const at = ({ board }: Here, path: string) => `${board.path}/${path}`;
const bao = () => member.id;

const paths: Record<string, Path> = {
  'a move': {
    limit: column('Doing'),
    attempt: ({ board }) => member.moveCard(board, 1, { column: 'Doing' }),
    of: 'Doing',
    cards: [1],
  },
  'a move into the done half of a column': {
    limit: column('Review'),
    attempt: ({ board }) => member.moveCard(board, 1, { column: 'Review', half: 'done' }),
    of: 'Review',
    cards: [1],
  },
  'a move past the commitment point': {
    limit: () => ({ scope: 'board' }),
    attempt: ({ board }) => member.moveCard(board, 1, { column: 'Review' }),
    of: 'Platform',
    cards: [1],
  },
  'a new card': {
    limit: column('Doing'),
    attempt: ({ board }) => member.createCard(board, { column: 'Doing' }),
    of: 'Doing',
    cards: [],
  },
  'a new assigned card': {
    limit: () => ({ scope: 'person', userId: bao(), across: 'workspace' }),
    attempt: ({ board }) => member.createCard(board, { column: 'Doing', assigneeIds: [bao()] }),
    of: 'Bao Brandt',
    cards: [],
  },
  'a swap of an ordinary card with an expedite one': {
    limit: column('Doing'),
    attempt: ({ board }) => member.moveCard(board, 1, { swapWith: 4 }),
    of: 'Doing',
    cards: [1],
  },
  'a bulk move': {
    limit: ({ board }) => ({ scope: 'columns', columnIds: [board.id('Doing'), board.id('Review')] }),
    attempt: ({ board }) =>
      member.moveCards(board, [
        { card: 2, column: 'Review' },
        { card: 1, column: 'Doing' },
      ]),
    of: 'Doing + Review',
    cards: [1],
  },
  'a new assignee': {
    limit: () => ({ scope: 'person', userId: bao(), across: 'board' }),
    attempt: (here) => member.patch(at(here, 'cards/3'), { assigneeIds: [bao(), owner.id] }),
    of: 'Bao Brandt',
    cards: [3],
  },
  'a move to another swimlane': {
    limit: ({ front }) => ({ scope: 'swimlane', swimlaneId: front }),
    attempt: ({ board, front }) => member.moveCard(board, 3, { column: 'Review', swimlaneId: front }),
    of: 'Front',
    cards: [3],
  },
  'a move to another cell': {
    limit: ({ board, front }) => ({ scope: 'swimlane', swimlaneId: front, columnId: board.id('Doing') }),
    attempt: ({ board, front }) => member.moveCard(board, 1, { column: 'Doing', swimlaneId: front }),
    of: 'Front · Doing',
    cards: [1],
  },
  'an expedite card turned standard': {
    limit: column('Doing'),
    attempt: (here) => member.patch(at(here, 'cards/4'), { classOfService: 'standard' }),
    of: 'Doing',
    cards: [4],
  },
  'a change of class': {
    limit: () => ({ scope: 'classOfService', classOfService: 'standard' }),
    attempt: (here) => member.patch(at(here, 'cards/4'), { classOfService: 'standard' }),
    of: 'Standard',
    cards: [4],
  },
  'a restored card': {
    limit: column('Doing'),
    attempt: (here) => member.delete(at(here, 'cards/5/archive')),
    of: 'Doing',
    cards: [5],
  },
  'a put-back': {
    limit: column('Ready'),
    attempt: (here) => member.put(at(here, 'cards/2/back'), { reason: 'Later' }),
    of: 'Ready',
    cards: [2],
  },
  'an accepted request': {
    limit: column('Ready'),
    attempt: (here) => manager.put(at(here, 'requests/1/answer'), { kind: 'accept' }),
    of: 'Ready',
    cards: [],
  },
  'a removed column': {
    limit: column('Doing'),
    attempt: (here) =>
      manager.delete(at(here, `columns/${here.board.id('Review')}?cardsTo=${here.board.id('Doing')}`)),
    of: 'Doing',
    cards: [3],
  },
  'a removed swimlane': {
    limit: ({ front }) => ({ scope: 'swimlane', swimlaneId: front }),
    attempt: (here) => manager.delete(at(here, `swimlanes/${here.back}?cardsTo=${here.front}`)),
    of: 'Front',
    cards: [3],
  },
};

describe.each(Object.entries(paths))('%s', (_, { limit, attempt, of, cards }) => {
  test('is refused at a full or exceeded limit and changes nothing', async () => {
    const here = await aBoardAtWork();
    const { load } = await hold(here, limit(here));
    await expectRefused(here, attempt, { of, max: load, load, cards });
    const { id } = await onlyLimit(here, of);
    await manager.patch(at(here, `limits/${id}`), { max: load - 1 });
    await expectRefused(here, attempt, { of, max: load - 1, load, cards });
  });

  test('is accepted where there is room', async () => {
    const here = await aBoardAtWork();
    const { id, load } = await hold(here, limit(here));
    await manager.patch(at(here, `limits/${id}`), { max: load + 1 });
    expect((await attempt(here)).status).toBeLessThan(300);
  });
});

/** Sets a limit at its current load. */
async function hold({ board }: Here, of: object): Promise<Limit> {
  const { id, load } = await board.limit({ ...of, max: 9 });
  expect(load).toBeGreaterThan(0);
  return (await manager.patch<Limit>(`${board.path}/limits/${id}`, { max: load })).body;
}

async function onlyLimit({ board }: Here, of: string): Promise<Limit> {
  const [limit, ...more] = (await board.read()).limits.filter(
    (each) => !(each.scope === 'classOfService' && each.classOfService === 'expedite'),
  );
  expect([of, more]).toEqual([of, []]);
  return limit!;
}

async function expectRefused(here: Here, attempt: Path['attempt'], limit: object): Promise<void> {
  const before = await here.board.read();
  const answer = await attempt(here);
  expect([answer.status, (answer.body as { code?: string }).code]).toEqual([409, 'wip-limit-reached']);
  const refusal = problemSchemas['wip-limit-reached'].parse(answer.body) as ProblemOf<'wip-limit-reached'>;
  expect(refusal.limits).toMatchObject([limit]);
  expect(refusal.detail).toMatch(/\d of \d/);
  expect(await here.board.read()).toEqual(before);
}
