import { expect } from '@jest/globals';
import type { Limit, NewLimit, Swimlane } from '@weir/contract';
import type { Api } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import type { Answer, Person } from '../../support/person.js';
import { type BoardIds, boardIdsOf } from '../crowd.js';
import {
  assignment,
  edit,
  insertCards,
  insertion,
  type LimitFacts,
  movement,
  type Write,
} from '../plain-sql.js';

/** The subject of a limit in a race, and how cards come to count against it. */
type Scope = {
  name: string;
  of: (arena: Ground) => string;
  limit: (ground: Ground, api: Api) => object;
  /** The facts of a card that counts once it is in flight. */
  counted: (ground: Ground, api: Api) => LimitFacts;
  /** Whether a card counts in every active column or only in Doing. */
  inEveryColumn: boolean;
  /** Whether a card in flight can come to count by an edit or by a move to another swimlane. */
  joins?: 'edit' | 'lane';
  boards?: 1 | 2;
};

type Ground = { board: BoardUnderTest; place: BoardIds; lane: string };
type Field = Ground & { waiting: number[]; inFlight: number[] };
export type Arena = {
  fields: Field[];
  limit: { id: string; scope: string; of: string; max: number; load: number };
  /** The n-th attempt to enter, over HTTP or in plain SQL. */
  http(n: number, caller: Person): Promise<Answer>;
  sql(n: number): Write;
  load(): Promise<number>;
  /** Removes what would affect another arena of the workspace. */
  close(): Promise<void>;
};

type Who = 'member' | 'secondMember';
const person = (who: Who, across: 'board' | 'workspace') => (_: Ground, api: Api) => {
  return { scope: 'person', userId: api.people[who].id, across };
};
const of = (who: Who) => (_: Ground, api: Api) => ({ assigneeIds: [api.people[who].id] });
const columnsOf = ({ board }: Ground) => [board.id('Doing'), board.id('Review')];

export const scopes: Scope[] = [
  {
    name: 'a column',
    of: () => 'Doing',
    limit: ({ board }) => ({ scope: 'column', columnId: board.id('Doing') }),
    counted: () => ({}),
    inEveryColumn: false,
  },
  {
    name: 'a group of columns',
    of: () => 'Doing + Review',
    limit: (ground) => ({ scope: 'columns', columnIds: columnsOf(ground) }),
    counted: () => ({}),
    inEveryColumn: true,
  },
  {
    name: 'a swimlane',
    of: () => 'Web',
    limit: ({ lane }) => ({ scope: 'swimlane', swimlaneId: lane }),
    counted: ({ lane }) => ({ swimlaneId: lane }),
    inEveryColumn: true,
    joins: 'lane',
  },
  {
    name: 'a cell',
    of: () => 'Web · Doing',
    limit: ({ lane, board }) => ({ scope: 'swimlane', swimlaneId: lane, columnId: board.id('Doing') }),
    counted: ({ lane }) => ({ swimlaneId: lane }),
    inEveryColumn: false,
    joins: 'lane',
  },
  {
    name: 'a person on a board',
    of: () => 'Noor Novak',
    limit: person('secondMember', 'board'),
    counted: of('secondMember'),
    inEveryColumn: true,
    joins: 'edit',
  },
  {
    name: 'a person across two boards',
    of: () => 'Bao Brandt',
    limit: person('member', 'workspace'),
    counted: of('member'),
    inEveryColumn: true,
    joins: 'edit',
    boards: 2,
  },
  {
    name: 'the whole board',
    of: () => 'Platform',
    limit: () => ({ scope: 'board' }),
    counted: () => ({}),
    inEveryColumn: true,
  },
  {
    name: 'a class of service',
    of: () => 'Fixed date',
    limit: () => ({ scope: 'classOfService', classOfService: 'fixedDate' }),
    counted: () => ({ classOfService: 'fixedDate' }),
    inEveryColumn: true,
    joins: 'edit',
  },
];

const max = 3;

/** One or two boards with a limit of 3 of that scope, waiting cards, and cards in flight that do not count yet. */
export async function anArena(api: Api, scope: Scope, each: number): Promise<Arena> {
  const fields: Field[] = [];
  for (let made = 0; made < (scope.boards ?? 1); made += 1) fields.push(await aField(api, scope, each));
  // Autovacuum does this within a minute. Without statistics a person's cards are searched board by board.
  await api.pool.query('ANALYZE cards, card_assignees, boards, columns');
  const [{ board }] = fields as [Field];
  const newLimit = { ...scope.limit(fields[0]!, api), max } as NewLimit;
  const added: Answer<Limit> = await api.people.manager.post(`${board.path}/limits`, newLimit);
  expect(added.status).toBe(201);
  const { id } = added.body;

  const of = (n: number) => fields[n % fields.length] as Field;
  const into = (n: number, { board }: Field) =>
    board.id(scope.inEveryColumn && n % 3 === 0 ? 'Review' : 'Doing');
  const nth = (numbers: number[], n: number) =>
    numbers[Math.floor(n / fields.length) % numbers.length] as number;
  const counted = (field: Field) => scope.counted(field, api);
  return {
    fields,
    limit: { id, scope: added.body.scope, of: scope.of(fields[0]!), max, load: max },
    http(n, caller) {
      const field = of(n);
      if (n % 4 === 0) return caller.createCard(field.board, { columnId: into(n, field), ...counted(field) });
      if (n % 4 === 1 && scope.joins === 'edit')
        return caller.patchCard(field.board, nth(field.inFlight, n), counted(field));
      if (n % 4 === 1 && scope.joins === 'lane')
        return caller.moveCard(field.board, nth(field.inFlight, n), { column: 'Doing', ...counted(field) });
      return caller.moveCard(field.board, nth(field.waiting, n), { columnId: into(n, field) });
    },
    sql(n) {
      const field = of(n);
      const facts = counted(field);
      if (n % 4 === 0) return insertion(field.place, into(n, field), api.people.member.id, facts);
      if (n % 4 === 1 && facts.assigneeIds)
        return assignment(field.place, nth(field.inFlight, n), facts.assigneeIds[0] as string);
      if (n % 4 === 1 && scope.joins) return edit(field.place, nth(field.inFlight, n), facts);
      return movement(field.place, nth(field.waiting, n), into(n, field));
    },
    async load() {
      const { limits } = await board.read();
      return limits.find((limit) => limit.id === id)?.load ?? Number.NaN;
    },
    async close() {
      expect((await api.people.manager.delete(`${board.path}/limits/${id}`)).status).toBe(204);
      for (const { board } of fields) await api.people.manager.patch(board.path, { archived: true });
    },
  };
}

async function aField(api: Api, scope: Scope, each: number): Promise<Field> {
  const board = await aBoard().column('Doing').column('Review').make();
  const place = await boardIdsOf(api, board);
  const made: Answer<Swimlane> = await api.people.manager.post(`${board.path}/swimlanes`, { name: 'Web' });
  const ground = { board, place, lane: made.body.id };
  return {
    ...ground,
    waiting: await insertCards(api, place, board.id('Ready'), each, scope.counted(ground, api)),
    inFlight: scope.joins ? await insertCards(api, place, board.id('Doing'), each) : [],
  };
}
