import { z } from 'zod';
import * as contract from '../../src/index.js';
import { Problem, problem, problemCodes, problemFacts, problemSchemas, problems } from '../../src/index.js';

test.each(problemCodes)('%s has its facts, its words and a name in OpenAPI', (code) => {
  expect(Object.keys(problemFacts)).toContain(code);
  const { title, meaning, whatNow } = problems[code];
  for (const words of [title, meaning, whatNow]) expect(words.length).toBeGreaterThan(10);
  expect(z.globalRegistry.get(problemSchemas[code])?.id).toMatch(/^[A-Z]\w+Problem$/);
});

test('every table knows the same codes', () => {
  expect(Object.keys(problemFacts).sort()).toEqual([...problemCodes].sort());
});

test('a problem is put together from its code, its case and its facts', () => {
  const full = problem('intake-queue-full', 'The intake queue is full: 8 of 8 wait.', {
    waiting: 8,
    depth: 8,
    retryAfterSeconds: 86_400,
  });
  expect(full).toEqual({
    type: '/problems/intake-queue-full',
    title: 'The intake queue is full',
    status: 429,
    detail: 'The intake queue is full: 8 of 8 wait.',
    code: 'intake-queue-full',
    waiting: 8,
    depth: 8,
    retryAfterSeconds: 86_400,
  });
  expect(Problem.parse(full)).toEqual(full);
});

test('a problem without its facts is none', () => {
  const { limits: _, ...bare } = problem('wip-limit-reached', 'Doing is full: 3 of 3.', {
    limits: [],
    options: [],
  });
  expect(Problem.safeParse(bare).success).toBe(false);
});

test('every schema can be written as JSON Schema, both ways', () => {
  const schemas = Object.values(contract).filter((each) => each instanceof z.ZodType);
  expect(schemas.length).toBeGreaterThan(80);
  for (const schema of schemas) {
    for (const io of ['input', 'output'] as const) expect(z.toJSONSchema(schema, { io })).toBeDefined();
  }
});

test('a component of OpenAPI goes by one name only', () => {
  const named = Object.values(contract).filter(
    (each) => each instanceof z.ZodType && z.globalRegistry.get(each)?.id,
  );
  const ids = named.map((each) => z.globalRegistry.get(each as z.ZodType)?.id);
  expect(ids).toEqual([...new Set(ids)]);
});
