import { problemCodes } from '@weir/contract';
import { theApi } from '../support/api.js';

type Operation = {
  summary?: string;
  responses: Record<string, { content?: Record<string, { schema?: object }> }>;
};
type Document = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: object };
};

const api = theApi();
let document: Document;
beforeAll(async () => {
  document = (await api.nobody.get<Document>('/v1/openapi.json')).body;
});

const operations = () =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  );

test('the document is OpenAPI 3.1 and every reference resolves', () => {
  expect(document.openapi).toMatch(/^3\.1\./);
  const refs = JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g);
  const known = Object.keys(document.components.schemas);
  expect([...refs].map(([, name]) => name).filter((name) => !known.includes(name as string))).toEqual([]);
});

test('the document contains every route of the API', () => {
  const routes = api
    .service('RouteTable')
    .routes()
    .filter(({ path }) => path !== '/metrics')
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  expect(
    operations()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(routes.sort());
});

test('the document describes the purpose and the success of every route', () => {
  const silent = operations().filter(({ operation: { summary, responses } }) => {
    const successes = Object.entries(responses).filter(([status]) => status.startsWith('2'));
    const isShown = successes.every(
      ([status, { content }]) => status === '204' || Object.values(content ?? {})[0]?.schema,
    );
    return !summary || successes.length === 0 || !isShown;
  });
  expect(silent.map(({ name }) => name)).toEqual([]);
});

test('the document has a schema for every problem', () => {
  const names = Object.keys(document.components.schemas).filter((name) => name.endsWith('Problem'));
  expect(names).toHaveLength(problemCodes.length);
});

test('serves the reference page and everything it loads', async () => {
  const page = await api.nobody.get<string>('/v1/reference');
  expect(page.headers.get('content-type')).toMatch('text/html');
  const loaded = [...page.body.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, address]) => address as string);
  expect(loaded.length).toBeGreaterThan(2);
  for (const address of loaded) {
    const url = new URL(address, `${api.origin}/v1/reference`);
    expect(url.origin).toBe(new URL(api.origin).origin);
    expect(await api.nobody.get(url.pathname)).toMatchObject({ status: 200 });
  }
});
