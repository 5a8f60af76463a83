import { theApi } from '../../support/api.js';
import { type Document, type Operation, operationsOf, responseOf, type Schema, sends } from './document.js';

const api = theApi();
let document: Document;
beforeAll(async () => {
  document = (await api.nobody.get<Document>('/v1/openapi.json')).body;
});

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
  // The largest depth of an intake.
  [`${B}/intake/waits`]: 500,
  // The newest.
  '/v1/forms/requests': 50,
  '/v1/operations/backups': 20,
};
/** Their pages read them whole: an id and a hash for each member, and the history of one request. */
const readWhole = [`${W}/avatars`, `${B}/requests/{number}/history`];

test('a list without pages is bounded by a cap of at most 1,000', async () => {
  const schemaOf = (schema: Schema): Schema =>
    schema.$ref
      ? schemaOf(document.components.schemas[schema.$ref.split('/').at(-1) as string] as Schema)
      : schema;
  const withoutPages = Object.entries(document.paths).flatMap(([path, { get }]) => {
    const schema = responseOf(document, get?.responses['200'])?.content?.['application/json']?.schema;
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

// A retry of these finds the result of the first call, is refused because of it, or makes one more session or plan of an import.
const withoutKey = [
  'DELETE /v1/forms/requests',
  'DELETE /v1/forms/requests/{board}/{number}',
  'DELETE /v1/me/address-change',
  'DELETE /v1/me/push-subscriptions/{subscription}',
  'DELETE /v1/me/sessions',
  'DELETE /v1/me/sessions/{session}',
  'DELETE /v1/sessions/current',
  'DELETE /v1/workspaces/{workspace}/imports/{import}',
  'DELETE /v1/workspaces/{workspace}/invitations/{invitation}',
  'PATCH /v1/me/passkeys/{passkey}',
  'PATCH /v1/workspaces/{workspace}/imports/{import}',
  'POST /v1/address-changes',
  'POST /v1/email-confirmations',
  'POST /v1/forms/confirmations',
  'POST /v1/forms/links',
  'POST /v1/forms/notify-me/confirmations',
  'POST /v1/forms/requests/{board}/{number}/ask-again',
  'POST /v1/mail-stops',
  'POST /v1/me/email-confirmation',
  'POST /v1/me/passkeys',
  'POST /v1/me/passkeys/challenge',
  'POST /v1/me/passkeys/{passkey}/removal',
  'POST /v1/me/push-subscriptions',
  'POST /v1/me/push-subscriptions/{subscription}/test',
  'POST /v1/me/removal',
  'POST /v1/me/two-factor/recovery-codes',
  'POST /v1/me/two-factor/removal',
  'POST /v1/me/two-factor/secret',
  'POST /v1/passkey-challenges',
  'POST /v1/password-resets',
  'POST /v1/sessions',
  'POST /v1/sessions/oidc',
  'POST /v1/sessions/passkey',
  'POST /v1/workspaces/{workspace}/imports',
  'POST /v1/workspaces/{workspace}/webhooks/{webhook}/deliveries/{delivery}/replay',
  'POST /v1/workspaces/{workspace}/webhooks/{webhook}/test',
  'PUT /v1/me/address-change',
  'PUT /v1/me/password',
  'PUT /v1/me/two-factor',
  'PUT /v1/password-resets',
  'PUT /v1/workspaces/{workspace}/demo',
  'PUT /v1/workspaces/{workspace}/imports/{import}/run',
];

test('the document names Idempotency-Key on every write that takes it', () => {
  const writes = operationsOf(document).filter(({ name }) => !name.startsWith('GET '));
  const without = writes.filter(({ operation }) => !sends(document, operation, 'Idempotency-Key'));
  expect(without.map(({ name }) => name).sort()).toEqual(withoutKey);
  const reads = operationsOf(document).filter(({ name }) => name.startsWith('GET '));
  expect(reads.filter(({ operation }) => sends(document, operation, 'Idempotency-Key'))).toEqual([]);
});

test('the document names the headers that answers have, and those that calls can send', () => {
  const { get, patch } = document.paths['/v1/workspaces/{workspace}/boards/{board}/cards/{number}'] ?? {};
  const headersOf = (operation: Operation | undefined) =>
    Object.keys(responseOf(document, operation?.responses['200'])?.headers ?? {});
  const rates = ['RateLimit', 'RateLimit-Policy', 'Weir-Pressure'];
  expect(headersOf(get)).toEqual(['X-Request-Id', 'ETag', ...rates]);
  const ofWrite = ['X-Request-Id', 'ETag', 'Board-Seq', 'Idempotent-Replayed', ...rates];
  expect(headersOf(patch)).toEqual(ofWrite);
  expect([sends(document, get!, 'If-None-Match'), sends(document, patch!, 'If-Match')]).toEqual([true, true]);
  expect(get?.responses).toHaveProperty('304');
  const { get: events } = document.paths['/v1/workspaces/{workspace}/boards/{board}/events'] ?? {};
  expect(sends(document, events!, 'Last-Event-ID')).toBe(true);
  const waiting = operationsOf(document).filter(({ operation }) => sends(document, operation, 'Prefer'));
  expect(waiting.map(({ name }) => name)).toEqual(['POST /v1/workspaces/{workspace}/boards/{board}/claims']);
});

test('the document names the headers of the rates and of the pressure where answers have them', () => {
  const without = (header: string, statuses: RegExp, operation: Operation) =>
    Object.entries(operation.responses).flatMap(([status, response]) => {
      const { headers = {} } = responseOf(document, response) ?? {};
      return statuses.test(status) && !(header in headers) ? [status] : [];
    });
  const found = operationsOf(document).flatMap(({ name, operation }) => {
    const isPublic = !operation.security?.some((scheme) => 'session' in scheme);
    const isOfBoard = !isPublic && name.includes(' /v1/workspaces/{workspace}/boards/{board}');
    const counted = isPublic && name.startsWith('GET ') ? [] : ['RateLimit', 'RateLimit-Policy'];
    return [
      ...counted.flatMap((header) => without(header, /^(2|304|409|429)/, operation)),
      ...(isOfBoard ? without('Weir-Pressure', /^(2|304|409|422|429)/, operation) : []),
    ].map((status) => `${name} ${status}`);
  });
  expect(found).toEqual([]);
  const health = operationsOf(document).find(({ name }) => name === 'GET /health/live');
  expect(without('RateLimit', /^2/, health!.operation)).toEqual(['200']);
});
