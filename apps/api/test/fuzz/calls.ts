import fc from 'fast-check';
import type { HeaderValues } from '../support/person.js';
import { broken } from './broken.js';
import type { FuzzCaller } from './callers.js';
import type { Draw } from './draw.js';
import type { Document, Operation, Parameter } from './operations.js';
import { kindOf, placesOf, type Seen } from './seen.js';
import { idOf, type Manner, numberSeen, type Source, valueFor } from './values.js';

export type Call = {
  operation: Operation;
  by: FuzzCaller;
  method: string;
  path: string;
  body?: unknown;
  headers: HeaderValues;
};

/** What calls of one program are drawn from. */
export type Choices = {
  operations: readonly Operation[];
  document: Document;
  callers: readonly FuzzCaller[];
  seen: Seen;
  /** What only the other workspace has. */
  foreign: Seen;
  workspace: string;
  today: Date;
};

/** They end what the rest of a program needs, or take long, so they are drawn less often. */
const seldom =
  /^(archiveWorkspace|deleteBoard|deleteAccount|planWorkspaceDeletion|signOut|signOutEverywhere|endSession|removeMember|changeMember|changePassword|resetPassword|restartDemo|deleteGuestData|revokeToken|deleteServiceAccount|confirmTwoFactor|test\w+|replay\w+|export\w+|signIn|signUp)$/;
/** The id in the examples of the document. */
const exampleId = '0198c0de-7a11-7000-8000-000000000042';
/** Whose answers have the tokens that open public addresses. */
const secretOf: Record<string, string> = { boards: 'publicLink', calendars: 'calendarFeed' };
const maxKeys = 30;

/** Draws calls that build on what earlier answers named. */
export class Calls {
  private readonly weighed: [number, Operation][];
  private readonly keys: string[] = [];
  private last: Call | undefined;

  constructor(private readonly choices: Choices) {
    this.weighed = choices.operations.map((operation) => [seldom.test(operation.id) ? 2 : 12, operation]);
  }

  next(draw: Draw): Call {
    if (this.last && draw.isIn(4)) return this.last;
    const operation = draw.weighed(this.weighed);
    const by = this.callerFor(operation, draw);
    const { seen, foreign, workspace, document, today } = this.choices;
    const isElsewhere = draw.isIn(by.isOfOther ? 75 : 7);
    const source: Source = {
      ...{
        draw,
        document,
        today,
        places: [],
        noun: kindOf(
          operation.path
            .replace(/\/\{\w+\}$/, '')
            .split('/')
            .at(-1)!,
        ),
      },
      ...(isElsewhere ? { seen: foreign, foreign: seen } : { seen, foreign }),
    };
    const manner = draw.weighed<Manner>([
      [4, 'plain'],
      [1, 'edge'],
    ]);
    const isBroken = draw.isIn(15);
    const at = isElsewhere ? 'other' : workspace;
    const address = this.pathOf(operation, source, at);
    source.places = placesOf(address);
    const path = `${address}${queryOf(operation, source, manner, isBroken)}`;
    const body = bodyOf(operation, source, manner, isBroken);
    const headers = { ...this.headersOf(operation, source, path), ...by.headers };
    const type = operation.body?.type ?? 'application/json';
    if (body !== undefined) headers['content-type'] = isBroken && draw.isIn(5) ? 'text/plain' : type;
    const call = { operation, by, method: operation.method, path, body, headers };
    this.last = headers['idempotency-key'] ? call : this.last;
    return call;
  }

  private callerFor({ access, method }: Operation, draw: Draw): FuzzCaller {
    const { callers } = this.choices;
    // Callers of the other workspace only read, so any change of it is a fault.
    const able = method === 'GET' ? callers : callers.filter(({ isOfOther }) => !isOfOther);
    const guests = able.filter(({ kind }) => kind === 'guest');
    if (access === 'guest' && guests.length > 0 && draw.isIn(80)) return draw.pick(guests);
    return draw.weighed(able.map((each) => [each.weight, each]));
  }

  private pathOf({ path, parameters }: Operation, source: Source, workspace: string): string {
    let filled = '';
    for (const part of path.split('/').slice(1)) {
      const parameter = parameters.find((each) => each.in === 'path' && part === `{${each.name}}`);
      source.places = placesOf(filled);
      const rest = path.slice(path.indexOf(part) + part.length);
      const segment = parameter
        ? encodeURIComponent(this.segment(path, rest, parameter, source, workspace))
        : part;
      filled += `/${segment}`;
    }
    return filled;
  }

  private segment(
    path: string,
    rest: string,
    { name, schema }: Parameter,
    source: Source,
    workspace: string,
  ): string {
    const { draw, seen } = source;
    if (draw.isIn(2))
      return draw.pick(['\u0000', 'x'.repeat(300), '0', '-1', '2147483648', 'é', 'null', ' ']);
    if (name === 'workspace')
      return draw.isIn(94) ? workspace : String(draw.pick([seen.one(draw, 'slug') ?? 'absent', 'absent']));
    const isGuest = path.startsWith('/v1/forms/requests');
    if (name === 'board')
      return isGuest ? 'MAIN' : draw.pick(['MAIN', 'MAIN', 'MAIN', 'SIDE', String(seen.one(draw, 'key'))]);
    if (isGuest) return String(seen.one(draw, 'guest#') ?? 1);
    // Mostly one that has what the rest of the path names.
    const noun = path
      .slice(0, path.indexOf(`/{${name}}`))
      .split('/')
      .at(-1) as string;
    const child = /\{(\w+)\}/.exec(rest)?.[1];
    const above = source.places[0];
    const place = child && above && draw.isIn(80) ? seen.placeWith(draw, kindOf(child), above) : undefined;
    if (place?.startsWith(`${noun}/`)) return place.slice(noun.length + 1);
    if (name === 'number')
      return String(numberSeen(source, /\/(cards|claims)\//.test(path) ? 'card' : 'request'));
    if (name === 'externalId' || name === 'hash') return String(seen.one(draw, name) ?? 'first');
    if (schema.format === 'uuid') return idOf(source, name);
    return (
      seen.secret(draw, secretOf[noun] ?? kindOf(noun)) ?? String(valueFor(schema, source, name, 'plain'))
    );
  }

  private headersOf({ parameters }: Operation, source: Source, path: string): HeaderValues {
    const { draw, seen } = source;
    const chances: Record<string, [percent: number, value: () => unknown]> = {
      'Idempotency-Key': [35, () => this.keyOf(draw)],
      'If-Match': [
        20,
        () => draw.pick([seen.tagOf(path), seen.tagOf(path), '*', '"1"', '"99"', 'W/"1"', 'nonsense']),
      ],
      'If-None-Match': [20, () => seen.tagOf(path)],
      'Last-Event-ID': [15, () => draw.pick([seen.one(draw, 'cursor'), draw.from(0, 60), 'nonsense'])],
      'Weir-Lease': [
        80,
        () => draw.pick([seen.one(draw, 'lease#'), seen.one(draw, 'lease#'), draw.from(1, 9), 'x']),
      ],
    };
    const sent: HeaderValues = { 'x-forwarded-for': `198.51.${draw.from(0, 255)}.${draw.from(1, 254)}` };
    for (const { name, in: place } of parameters) {
      const [percent, value] = (place === 'header' && chances[name]) || [0, () => undefined];
      const given = percent > 0 && draw.isIn(percent) ? value() : undefined;
      if (given !== undefined) sent[name.toLowerCase()] = String(given);
    }
    // Calls without a lease can send the header too.
    if (!sent['weir-lease'] && draw.isIn(2)) sent['weir-lease'] = String(draw.from(1, 9));
    return sent;
  }

  private keyOf(draw: Draw): string {
    if (draw.isIn(3)) return draw.pick(['a b', 'x'.repeat(256), '\u00e9']);
    if (this.keys.length > 0 && draw.isIn(15)) return draw.pick(this.keys);
    const key = draw.of(fc.uuid());
    this.keys.push(key);
    if (this.keys.length > maxKeys) this.keys.shift();
    return key;
  }
}

function queryOf({ parameters }: Operation, source: Source, manner: Manner, isBroken: boolean): string {
  const { draw } = source;
  const query = new URLSearchParams();
  const chance = draw.pick([0, 15, 40]);
  for (const { name, in: place, required, schema } of parameters) {
    if (place !== 'query' || !(required || draw.isIn(chance))) continue;
    if (isBroken && draw.isIn(40)) {
      query.append(name, draw.pick(['', '-1', 'x', '\u0000', '9'.repeat(30), '2026-02-31', 'a,b', '%']));
      if (draw.isIn(20)) query.append(name, '1');
    } else query.append(name, String(valueFor(schema, source, name, manner)));
  }
  if (isBroken && draw.isIn(10)) query.append('flavour', 'sweet');
  return query.size > 0 ? `?${query}` : '';
}

function bodyOf({ method, body }: Operation, source: Source, manner: Manner, isBroken: boolean): unknown {
  const { draw } = source;
  // `fetch` sends no body with GET.
  if (method === 'GET') return undefined;
  if (!body) return isBroken && draw.isIn(20) ? broken({}, draw) : undefined;
  if (body.type !== 'application/json') return fileOf(draw);
  const isExample = body.example !== undefined && draw.isIn(35);
  const given = isExample ? onBoard(body.example, source, '') : valueFor(body.schema, source, '', manner);
  return isBroken ? broken(given, draw) : given;
}

function fileOf(draw: Draw): string | Uint8Array<ArrayBuffer> {
  return draw.pick([
    'Title,Column\nOne,Doing\n"Two, too",Nowhere',
    'a plain text',
    '{"format":"weir","version":1}',
    '{"name":"A board","lists":[],"cards":[]}',
    new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0]),
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
    new Uint8Array(draw.of(fc.uint8Array({ minLength: 1, maxLength: 40 }))),
    Uint8Array.from(
      Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
        'base64',
      ),
    ),
  ]);
}

/** An example of the document with ids and numbers that were seen. */
function onBoard(example: unknown, source: Source, name: string): unknown {
  if (example === exampleId) return idOf(source, name);
  if (Array.isArray(example)) return example.map((each) => onBoard(each, source, name));
  if (typeof example === 'object' && example !== null)
    return Object.fromEntries(
      Object.entries(example).map(([key, value]) => [
        key === exampleId ? idOf(source, 'field') : key,
        onBoard(value, source, key),
      ]),
    );
  if (typeof example === 'number' && /^(card|request|copyOf|number)$/.test(name))
    return numberSeen(source, name === 'request' ? 'request' : 'card');
  return example;
}
