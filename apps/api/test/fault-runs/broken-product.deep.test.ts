import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { judged } from './judge.js';
import { instances, type Plan, planOf } from './plan.js';
import { Stack } from './stack.js';

// The judge must find a broken product: functions of the database are replaced by empty ones.

const stack = new Stack();
beforeAll(() => stack.start(instances));
afterAll(() => stack.stop());

test('the judge finds that a database enforces no limits', async () => {
  const broken = await brokenWithout(['enforce_limits', 'enforce_limits_of_boards'], quiet(planOf(3, 2)));
  expect(broken).toMatch(/^Broken: No event exceeds a limit\n/);
});

test('the judge finds that a database forgets idempotency keys', async () => {
  const broken = await brokenWithout(['replay_response', 'keep_response'], quiet(planOf(4, 1)));
  expect(broken).toMatch(/^Broken: A write takes effect once per key\n/);
});

/** Removes the faults, so that only the broken product can break a rule. Sends every write twice. */
function quiet(plan: Plan): Plan {
  const rounds = plan.rounds.map(({ writes }) => {
    return { writes: writes.map((write) => ({ ...write, twice: true })), faults: [] };
  });
  return { ...plan, rounds };
}

/** The first rule that a run breaks while these functions of the database have an empty body. */
async function brokenWithout(names: string[], plan: Plan): Promise<string | null> {
  const { rows } = await stack.pool.query<Record<'name' | 'takes' | 'returns' | 'definition', string>>(
    `SELECT p.oid::regproc::text AS name, pg_get_function_arguments(p.oid) AS takes,
            pg_get_function_result(p.oid) AS returns, pg_get_functiondef(p.oid) AS definition
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
  try {
    return (await judged(stack, plan)).broken;
  } finally {
    for (const { definition } of rows) await stack.pool.query(definition);
  }
}
