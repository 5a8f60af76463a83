import { theApi } from '../../support/api.js';

type Schema = { $ref?: string; properties?: Record<string, Schema> };
type Content = Record<string, { schema: Schema }>;
type Document = {
  paths: Record<string, { get?: { responses: Record<string, { content?: Content }> } }>;
  components: { schemas: Record<string, Schema> };
};

const api = theApi();
const most = 1000;

const W = '/v1/workspaces/{workspace}';
const B = `${W}/boards/{board}`;

/** The lists without pages, and what bounds each: a cap, or a number of its own. */
const bounds: Record<string, string | number> = {
  [`${W}/imports`]: 'imports',
  [`${B}/slot-waits`]: 'columns',
  [`${B}/card-templates`]: 'cardTemplates',
  [`${B}/recurring-cards`]: 'recurringCards',
  [`${B}/views`]: 'savedViews',
  [`${B}/intake/templates`]: 'templates',
  [`${B}/cards/{number}/attachments`]: 'attachments',
  [`${B}/requests/{number}/messages`]: 'messages',
  // The most similar ones.
  [`${B}/requests/similar`]: 5,
  // The newest.
  '/v1/forms/requests': 50,
};
/** One id and one hash a member, and what happened to one request: read whole by their pages. */
const readWhole = [`${W}/avatars`, `${B}/requests/{number}/history`];

test('a list without pages is bounded by a cap of at most 1,000', async () => {
  const { body: document } = await api.nobody.get<Document>('/v1/openapi.json');
  const schemaOf = (schema: Schema): Schema =>
    schema.$ref
      ? schemaOf(document.components.schemas[schema.$ref.split('/').at(-1) as string] as Schema)
      : schema;
  const withoutPages = Object.entries(document.paths).flatMap(([path, { get }]) => {
    const schema = get?.responses['200']?.content?.['application/json']?.schema;
    const names = Object.keys((schema && schemaOf(schema).properties) ?? {});
    return names.includes('items') && !names.includes('nextCursor') && !names.includes('cursor')
      ? [path]
      : [];
  });
  expect(withoutPages.filter((path) => !readWhole.includes(path)).toSorted()).toEqual(
    Object.keys(bounds).toSorted(),
  );
  for (const [path, bound] of Object.entries(bounds)) {
    const { rows } = await api.pool.query<{ max: number }>('SELECT weir.default_cap($1) AS max', [bound]);
    const max = typeof bound === 'number' ? bound : rows[0]?.max;
    expect([path, (max ?? Number.POSITIVE_INFINITY) <= most]).toEqual([path, true]);
  }
});
