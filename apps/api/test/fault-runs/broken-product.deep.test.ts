import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { judged } from './judge.js';
import { instances, type Plan, planOf } from './plan.js';
import { Stack } from './stack.js';

// Does a run notice that the product is broken? A function of its database does nothing, and the judge must say so.

const stack = new Stack();
beforeAll(() => stack.start(instances));
afterAll(() => stack.stop());

test('a run on a database that enforces no limits is found out', async () => {
  await doNothing('enforce_limits', 'enforce_limits_of_boards');
  const { broken } = await judged(stack, quiet(planOf(3, 2)));
  expect(broken).toMatch(/^Broken: Limits hold at every event\n/);
});

test('a run on a database that forgets idempotency keys is found out', async () => {
  await doNothing('replay_response', 'keep_response');
  const { rounds, ...plan } = quiet(planOf(4, 1));
  const twice = rounds.map(({ writes }) => ({
    writes: writes.map((each) => ({ ...each, twice: true })),
    faults: [],
  }));
  const { broken } = await judged(stack, { ...plan, rounds: twice });
  expect(broken).toMatch(/^Broken: A write takes effect once per key\n/);
});

/** Without faults, so that only the broken product can break a rule. */
function quiet(plan: Plan): Plan {
  return { ...plan, rounds: plan.rounds.map(({ writes }) => ({ writes, faults: [] })) };
}

/** Gives functions of the database an empty body. */
async function doNothing(...names: string[]): Promise<void> {
  const { rows } = await stack.pool.query<{ name: string; takes: string; returns: string }>(
    `SELECT p.oid::regproc::text AS name, pg_get_function_arguments(p.oid) AS takes, pg_get_function_result(p.oid) AS returns
       FROM pg_proc p WHERE p.pronamespace = 'weir'::regnamespace AND p.proname = ANY ($1)`,
    [names],
  );
  expect(rows).toHaveLength(names.length);
  for (const { name, takes, returns } of rows) {
    const body = returns === 'void' ? 'BEGIN END' : 'BEGIN RETURN NULL; END';
    await stack.pool.query(
      `CREATE OR REPLACE FUNCTION ${name}(${takes}) RETURNS ${returns} LANGUAGE plpgsql AS '${body}'`,
    );
  }
}
