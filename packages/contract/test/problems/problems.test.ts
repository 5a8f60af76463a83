import { z } from 'zod';
import * as contract from '../../src/index.js';
import {
  faultsOf,
  line,
  Problem,
  problem,
  problemCodes,
  problemFacts,
  problemSchemas,
} from '../../src/index.js';

test.each(problemCodes)('%s has its facts and a name in OpenAPI', (code) => {
  expect(Object.keys(problemFacts)).toContain(code);
  expect(z.globalRegistry.get(problemSchemas[code])?.id).toMatch(/^[A-Z]\w+Problem$/);
});

test('all tables have the same codes', () => {
  expect(Object.keys(problemFacts).sort()).toEqual([...problemCodes].sort());
});

test('a problem consists of its code, its case and its facts', () => {
  const full = problem('intake-queue-full', 'The intake queue is full: 8 of 8 wait.', {
    waiting: 8,
    depth: 8,
    retryAfterSeconds: 86_400,
    reasons: [],
  });
  expect(full).toEqual({
    type: '/problems/intake-queue-full',
    title: '',
    status: 429,
    detail: 'The intake queue is full: 8 of 8 wait.',
    code: 'intake-queue-full',
    waiting: 8,
    depth: 8,
    retryAfterSeconds: 86_400,
    reasons: [],
  });
  expect(Problem.parse(full)).toEqual(full);
});

test('a problem without its facts is refused', () => {
  const { limits: _, ...bare } = problem('wip-limit-reached', 'Doing is full: 3 of 3.', {
    limits: [],
    options: [],
  });
  expect(Problem.safeParse(bare).success).toBe(false);
});

test('each schema can be written as JSON Schema, for input and output', () => {
  const schemas = Object.values(contract).filter((each) => each instanceof z.ZodType);
  expect(schemas.length).toBeGreaterThan(80);
  for (const schema of schemas) {
    for (const io of ['input', 'output'] as const) expect(z.toJSONSchema(schema, { io })).toBeDefined();
  }
});

test('each component of OpenAPI has one name', () => {
  const named = Object.values(contract).filter(
    (each) => each instanceof z.ZodType && z.globalRegistry.get(each)?.id,
  );
  const ids = named.map((each) => z.globalRegistry.get(each as z.ZodType)?.id);
  expect(ids).toEqual([...new Set(ids)]);
});

test('an input fault has a code and parameters', () => {
  const schema = z.strictObject({
    title: line(5),
    count: z.int().max(3),
    kind: z.enum(['a', 'b']),
    names: z.array(z.string()).min(1),
    missing: z.string(),
  });
  const input = { title: 'too long', count: 9, kind: 'c', names: [], more: 1 };
  const faults = schema.safeParse(input).error?.issues.flatMap((issue) => faultsOf(issue));
  expect(faults).toEqual(
    expect.arrayContaining([
      { path: 'title', code: 'tooLong', params: { max: 5, length: 8 } },
      { path: 'count', code: 'tooBig', params: { max: 3 } },
      { path: 'kind', code: 'notOneOf', params: { values: 'a, b' } },
      { path: 'names', code: 'tooFew', params: { min: 1 } },
      { path: 'missing', code: 'required' },
      { path: 'more', code: 'unknownField' },
    ]),
  );
  expect(faults).toHaveLength(6);
});
