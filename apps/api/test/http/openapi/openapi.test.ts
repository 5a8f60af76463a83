import { createRequire } from 'node:module';
import { eventTypes, messageTypes, problemCodes, tokenScopes, workspaceEventTypes } from '@weir/contract';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { theApi } from '../../support/api.js';
import {
  type Document,
  type Operation,
  operationsOf,
  type Property,
  parametersOf,
  responseOf,
} from './document.js';

const require = createRequire(import.meta.url);
const api = theApi();
let document: Document;
beforeAll(async () => {
  document = (await api.nobody.get<Document>('/v1/openapi.json')).body;
});

type Streams = {
  channels: Record<string, { messages: Record<string, { name: string }> }>;
  components: { schemas: object };
};
const streams = async () => (await api.nobody.get<Streams>('/v1/asyncapi.json')).body;

test('the document is OpenAPI 3.1 and every reference resolves', () => {
  expect(document.openapi).toMatch(/^3\.1\./);
  const refs = JSON.stringify(document).matchAll(/"\$ref":"#\/components\/([^"]+)"/g);
  const known = Object.entries(document.components).flatMap(([kind, each]) =>
    Object.keys(each).map((name) => `${kind}/${name}`),
  );
  expect([...refs].map(([, name]) => name).filter((name) => !known.includes(name as string))).toEqual([]);
});

test('the document of the event streams is AsyncAPI 3', async () => {
  const schema = require('@asyncapi/specs/schemas/3.0.0.json');
  // The schema brings the meta-schema of draft 7 itself.
  const ajv = new Ajv({ strict: false, allErrors: true, meta: false, validateSchema: false });
  addFormats.default(ajv);
  const isValid = ajv.validate(schema, await streams());
  expect(ajv.errors?.slice(0, 5) ?? []).toEqual([]);
  expect(isValid).toBe(true);
});

test('each event stream has a message for every type that it sends, and its references resolve', async () => {
  const { channels, components } = await streams();
  const names = (channel: string) => Object.values(channels[channel]?.messages ?? {}).map(({ name }) => name);
  expect(names('boardEvents')).toEqual([...eventTypes, 'resync']);
  expect(names('workspaceEvents')).toEqual([...eventTypes, ...workspaceEventTypes, 'resync']);
  const refs = JSON.stringify(channels).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g);
  const known = Object.keys(components.schemas);
  expect([...refs].map(([, name]) => name).filter((name) => !known.includes(name as string))).toEqual([]);
});

test('the document has the message of every type that a webhook sends', () => {
  expect(Object.keys(document.webhooks)).toEqual(messageTypes);
  expect(document.webhooks['card.moved']?.post).toMatchObject({ operationId: 'onCardMoved' });
  expect(JSON.stringify(document.webhooks['card.moved'])).toContain('#/components/schemas/CardMovedEvent');
});

test('the document contains every route of the API', () => {
  const routes = api
    .service('RouteTable')
    .routes()
    .filter(({ path }) => path !== '/metrics')
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  expect(
    operationsOf(document)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(routes.sort());
});

test('every call has a name of its own, a group, and says who may make it', () => {
  const ids = operationsOf(document).map(({ operation }) => operation.operationId ?? '');
  // Nest's own names have an underscore: they are in no list of ours.
  expect(ids.filter((id) => !/^[a-z][A-Za-z]+$/.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
  const move = document.paths['/v1/workspaces/{workspace}/boards/{board}/cards/{number}/position']?.put;
  expect(move).toMatchObject({
    operationId: 'moveCard',
    tags: ['Cards'],
    description: expect.stringMatching(
      /`wip-limit-reached`.*\n\nFor owners, managers and members. An API token needs the scope `cards`.$/s,
    ),
  });
  expect(document.paths['/v1/me/password']?.put?.description).toMatch(/^For everybody .* takes no API token/);
});

test('answers may grow, and what is sent may not', () => {
  const { Card, NewCard } = document.components.schemas as Record<string, { additionalProperties?: unknown }>;
  expect(Card).not.toHaveProperty('additionalProperties');
  expect(NewCard).toMatchObject({ additionalProperties: false });
});

test('the document describes the purpose and the success of every route', () => {
  const silent = operationsOf(document).filter(({ operation: { summary, responses } }) => {
    const successes = Object.entries(responses).filter(([status]) => status.startsWith('2'));
    const isShown = successes.every(
      ([status, response]) =>
        status === '204' || Object.values(responseOf(document, response)?.content ?? {})[0]?.schema,
    );
    return !summary || successes.length === 0 || !isShown;
  });
  expect(silent.map(({ name }) => name)).toEqual([]);
});

/** Every property in the document, with the name of its schema. */
function propertiesOf(value: unknown, path: string[] = []): { name: string; schema: Property }[] {
  if (typeof value !== 'object' || value === null) return [];
  const { type, properties } = value as { type?: string; properties?: Record<string, Property> };
  const own = type === 'object' ? Object.entries(properties ?? {}) : [];
  return [
    ...own.map(([name, schema]) => ({ name: [...path, name].join('.'), schema })),
    ...Object.entries(value).flatMap(([key, inner]) => propertiesOf(inner, [...path, key])),
  ];
}

/** A property that others have too refers to a component, which says it. */
function descriptionOf({ $ref, description }: Property): string | undefined {
  return description ?? document.components.schemas[$ref?.split('/').at(-1) ?? '']?.description;
}

test('every call, parameter and property says what it means: openapi/texts has the words', () => {
  const properties = propertiesOf(document).filter(({ schema }) => !descriptionOf(schema));
  expect(properties.map(({ name }) => name)).toEqual([]);
  const parameters = operationsOf(document).flatMap(({ name, operation }) =>
    parametersOf(document, operation).map((parameter) => ({
      name: `${name}: ${parameter?.name}`,
      parameter,
    })),
  );
  expect(parameters.filter(({ parameter }) => !parameter?.description).map(({ name }) => name)).toEqual([]);
  expect(
    operationsOf(document).filter(({ operation }) => !operation.summary || !operation.description),
  ).toEqual([]);
});

test('a refusal that the text of a call names is among its answers', () => {
  const codes: readonly string[] = problemCodes;
  const schemaOf = (code: string) =>
    `${code.replace(/(^|-)(.)/g, (_, __, letter) => letter.toUpperCase())}Problem"`;
  const { responses: shared } = document.components as unknown as { responses: Record<string, object> };
  const answersOf = ({ responses }: Operation) =>
    JSON.stringify(responses).replace(/"#\/components\/responses\/(\w+)"/g, (_, name) =>
      JSON.stringify(shared[name]),
    );
  const missing = operationsOf(document).flatMap(({ name, operation }) =>
    [...(operation.description ?? '').matchAll(/`([a-z-]+)`/g)]
      .map(([, code]) => code as string)
      .filter((code) => codes.includes(code) && !answersOf(operation).includes(schemaOf(code)))
      .map((code) => `${name}: ${code}`),
  );
  expect(missing).toEqual([]);
});

test('the examples of properties are values that they can have', () => {
  const ajv = addFormats.default(new Ajv2020({ strict: false }));
  const known = document.components.schemas;
  for (const [name, schema] of Object.entries(known)) ajv.addSchema({ ...schema, $id: `/${name}` });
  const withExample = propertiesOf(document).filter(({ schema }) => schema.example !== undefined);
  const different = new Map(withExample.map((each) => [JSON.stringify(each.schema), each]));
  const wrong = [...different.values()].filter(({ schema: { description: _, example, ...schema } }) => {
    const text = JSON.stringify(schema).replaceAll('#/components/schemas/', '/');
    return !ajv.validate(JSON.parse(text), example);
  });
  expect(wrong.map(({ name }) => name)).toEqual([]);
  expect(withExample.length).toBeGreaterThan(300);
});

test('the document says which token a call takes: a session’s, a guest’s, or none', () => {
  const taking = (security: unknown) =>
    operationsOf(document).filter(
      ({ operation }) => JSON.stringify(operation.security) === JSON.stringify(security),
    );
  const named = (found: ReturnType<typeof operationsOf>) => found.map(({ name }) => name.split(' ')[1]);
  const guests = named(taking([{ guest: [] }]));
  expect(new Set(guests.map((path) => path?.startsWith('/v1/forms/requests')))).toEqual(new Set([true]));
  expect(named(taking([])).filter((path) => path?.startsWith('/v1/forms/requests'))).toEqual([]);
  const scopes = tokenScopes.map((scope) => [{ session: [] }, { token: [scope] }]);
  const others = [[{ session: [] }], [{ session: [] }, { token: [] }], ...scopes, []].flatMap(taking);
  expect(others.length + guests.length).toBe(operationsOf(document).length);
  expect(Object.keys(document.components.securitySchemes).sort()).toEqual(['guest', 'session', 'token']);
});

test('the document has a schema for every problem', () => {
  const names = Object.keys(document.components.schemas).filter((name) => /.Problem$/.test(name));
  expect(names).toHaveLength(problemCodes.length);
});

test.each(['/v1/openapi.json', '/v1/openapi.yaml', '/v1/asyncapi.json'])(
  '%s is the same text until the server changes',
  async (path) => {
    const first = await api.nobody.get<object>(path);
    const etag = first.headers.get('etag') as string;
    expect(first).toMatchObject({ status: 200 });
    expect(etag).toMatch(/^"[\w-]+"$/);
    const again = await api.nobody.get(path, { 'if-none-match': etag });
    expect(again).toMatchObject({ status: 304, body: '' });
    expect(await api.nobody.get(path, { 'if-none-match': '"another"' })).toMatchObject({ status: 200 });
  },
);

test('serves the reference page and everything it loads', async () => {
  const page = await api.nobody.get<string>('/v1/reference');
  expect(page.headers.get('content-type')).toMatch('text/html');
  const loaded = [...page.body.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, address]) => address as string);
  expect(loaded.length).toBeGreaterThan(1);
  for (const address of loaded) {
    const url = new URL(address, `${api.origin}/v1/reference`);
    expect(url.origin).toBe(new URL(api.origin).origin);
    expect(await api.nobody.get(url.pathname)).toMatchObject({ status: 200 });
  }
});

test('the type of a problem leads to its page in the web app', async () => {
  const { body } = await api.nobody.get<{ type: string }>('/v1/me');
  const answer = await fetch(new URL(body.type, api.origin), { redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([
    302,
    expect.stringMatching(/^https:\/\/[^/]+\/problems\/not-signed-in$/),
  ]);
  const strange = await fetch(`${api.origin}/problems/..%2F..%2F%2Fevil.example`, { redirect: 'manual' });
  expect(strange.headers.get('location')).toMatch(/^https:\/\/[^/]+\/problems\/\.\.%2F/);
});

test('agents find at /llms.txt where the API is documented', async () => {
  const answer = await fetch(`${api.origin}/llms.txt`);
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  const [, ...links] = [...(await answer.text()).matchAll(/\]\((\/[^)]+)\)/g)].map(([, path]) => path);
  for (const path of links) expect(await api.nobody.get(path as string)).toMatchObject({ status: 200 });
});
