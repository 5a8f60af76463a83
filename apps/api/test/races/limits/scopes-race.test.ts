import { beforeAll, expect, test } from '@jest/globals';
import { isDeep } from '../../model/depth.js';
import { all, deadlocksOf, type Isolation, SqlCrowd } from '../crowd.js';
import { twoInstances } from '../instances.js';
import { expectRefusedBy } from '../outcomes.js';
import { anArena, scopes } from './scopes.js';

// Limits of every scope, on every path that lets a card count against them. Half of the clients call one instance
// of the API, half the other.
const { api, second, aCrowd } = twoInstances();
/** The numbers of cards that race over HTTP, and over HTTP and plain SQL. */
const [calls, mixed] = isDeep ? [64, 32] : [24, 16];
const isolations: Isolation[] = ['READ COMMITTED', 'REPEATABLE READ', 'SERIALIZABLE'];
const crowds = new Map<Isolation, SqlCrowd>();
beforeAll(() => {
  for (const isolation of isolations) crowds.set(isolation, aCrowd(isolation, 16));
});

const as = (n: number) => (n % 8 < 4 ? api : second).people.member;

test.each(scopes)(`three of ${calls} cards at once get into a limit of 3 on $name`, async (scope) => {
  const deadlocks = await deadlocksOf(api);
  const arena = await anArena(api, scope, calls);
  const answers = await all(calls, (n) => arena.http(n, as(n)));
  expect(answers.filter(({ status }) => status < 300)).toHaveLength(3);
  for (const answer of answers) if (answer.status >= 300) expectRefusedBy(answer, arena.limit, scope.boards);
  expect(await arena.load()).toBe(3);
  await arena.close();
  expect(await deadlocksOf(api)).toBe(deadlocks);
});

// Each scope at each isolation level in a deep run; otherwise each scope at one of them, in turn.
const variants = scopes.flatMap((scope, n) =>
  isolations
    .filter((_, at) => isDeep || at === n % isolations.length)
    .map((isolation) => ({ scope, name: scope.name, isolation })),
);
test.each(variants)(
  `three of ${mixed} get into a limit on $name if half of them write plain SQL at $isolation`,
  async (variant) => {
    const sql = crowds.get(variant.isolation) as SqlCrowd;
    const deadlocks = await deadlocksOf(api, sql);
    const arena = await anArena(api, variant.scope, mixed);
    const outcomes = await all(mixed, async (n) => {
      if (n % 8 < 4) return sql.write(...arena.sql(n));
      const { status } = await arena.http(n, as(n >> 1));
      expect([200, 201, 409]).toContain(status);
      return status < 300 ? 'done' : 'refused';
    });
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(3);
    expect(await arena.load()).toBe(3);
    await arena.close();
    expect(await deadlocksOf(api, sql)).toBe(deadlocks);
  },
);
