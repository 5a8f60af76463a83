import { theApi } from '../../support/api.js';
import { type Document, operationsOf } from './document.js';

const api = theApi();
const documentAt = async (path: string) => (await api.nobody.get<Document>(path)).body;
let whole: Document;
beforeAll(async () => {
  whole = await documentAt('/v1/openapi.json');
});

const isSchemaOrAnswer = (value: object) =>
  ('type' in value && typeof value.type === 'string') || ['anyOf', 'content'].some((key) => key in value);

/** The texts of all schemas and answers in a value of at least this many characters. */
function textsIn(value: unknown, least: number): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap((each) => textsIn(each, least));
  const text = JSON.stringify(value);
  return text.length >= least && isSchemaOrAnswer(value) ? [text, ...inner] : inner;
}

test('a schema or an answer that repeats is a component', () => {
  const { schemas, responses } = whole.components;
  const answers = operationsOf(whole).flatMap(({ operation }) => Object.values(operation.responses));
  for (const values of [Object.values(schemas), [...answers, ...Object.values(responses)]]) {
    const texts = values.flatMap((each) => textsIn(each, 400));
    expect(texts.filter((text, at) => texts.indexOf(text) !== at)).toEqual([]);
    expect(texts.length).toBeGreaterThan(10);
  }
  expect(JSON.stringify(whole).length).toBeLessThan(1_320_000);
});

test('an agent can read each group of calls by itself, with every component that they need', async () => {
  const text = await (await fetch(`${api.origin}/llms.txt`)).text();
  const parts = [...text.matchAll(/\((\/v1\/openapi\/[a-z-]+\.json)\)/g)].map(([, path]) => path as string);
  const calls: string[] = [];
  for (const path of parts) {
    const part = await documentAt(path);
    const refs = JSON.stringify(part).matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g);
    const components = part.components as unknown as Record<string, Record<string, object>>;
    expect([...refs].filter(([, kind, name]) => !components[kind as string]?.[name as string])).toEqual([]);
    calls.push(...operationsOf(part).map(({ name }) => name));
    expect([path, JSON.stringify(part).length < 400_000]).toEqual([path, true]);
  }
  expect(calls.sort()).toEqual(
    operationsOf(whole)
      .map(({ name }) => name)
      .sort(),
  );
});
