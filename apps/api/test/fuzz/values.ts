import fc from 'fast-check';
import { password } from '../support/people.js';
import type { Draw } from './draw.js';
import { type Document, resolved, type Schema } from './operations.js';
import { kindOf, type Seen } from './seen.js';

/** How a value is: as the schema says, or at its bounds. */
export type Manner = 'plain' | 'edge';

/** What values are drawn with. `foreign` has what only the other workspace has. */
export type Source = {
  draw: Draw;
  document: Document;
  seen: Seen;
  foreign: Seen;
  today: Date;
  /** Where the call is, the narrowest place first. */
  places: string[];
  /** The kind that the path names last. */
  noun: string;
};

const day = 86_400_000;
const matching = new Map<string, fc.Arbitrary<string> | null>();
const strange = [
  '🏞️ سدّ é',
  'Z̤͔ͧ̑̓ä͖̭̈̇l̮̒ͫ',
  "'); DROP TABLE cards; --",
  '<img src=x onerror=alert(1)>',
  '{{7*7}}',
  '%s%n',
  '\u202etxt',
  'ǅ',
  '﷽',
];
const texts = [
  'Sandbox',
  'Audit',
  'Weekly report',
  'Fix the gate',
  'Doing',
  'Review',
  'x',
  'PLAT-1',
  'MAIN-2',
];
const addresses = [
  'https://hooks.invalid/none',
  'http://169.254.169.254/',
  'https://localhost/x',
  'https://[::ffff:127.0.0.1]/',
  'https://weir.test/a',
];
const emails = ['ada@guests.test', 'gast@guests.test', 'not one', 'x@y.test', 'ÄÖ@guests.test'];

/** A value that the schema allows; ids and numbers mostly of what was seen. `name` is that of the property. */
export function valueFor(schema: Schema, source: Source, name: string, manner: Manner): unknown {
  const { draw, document } = source;
  const { anyOf, oneOf, ...rest } = resolved(schema, document);
  const choices = anyOf ?? oneOf;
  if (choices) return valueFor(draw.pick(choices), source, name, manner);
  if (rest.const !== undefined) return rest.const;
  if (rest.enum) return draw.pick(rest.enum);
  switch (rest.type) {
    case 'string':
      return textOf(rest, source, name, manner);
    case 'integer':
    case 'number':
      return numberOf(rest, source, name, manner);
    case 'boolean':
      return draw.isIn(50);
    case 'array':
      return arrayOf(rest, source, name, manner);
    case 'object':
      return objectOf(rest, source, manner);
    default:
      return null;
  }
}

/** An id of that kind that was seen; sometimes one of another kind, of the other workspace, or of nothing. */
export function idOf({ draw, seen, foreign, places, noun }: Source, name: string): string {
  const kind = /^(before|after)$/.test(name) ? noun : kindOf(name);
  const found = draw.weighed<() => string | number | undefined>([
    [85, () => seen.one(draw, kind, places) ?? seen.anyId(draw)],
    [5, () => seen.anyId(draw)],
    [6, () => foreign.one(draw, kind) ?? foreign.anyId(draw)],
    [4, () => undefined],
  ])();
  return String(found ?? draw.of(fc.uuid()));
}

export function numberSeen({ draw, seen, foreign, places }: Source, kind: string): number {
  const number = draw.isIn(90) ? seen.one(draw, `${kind}#`, places) : foreign.one(draw, `${kind}#`);
  return Number(number ?? draw.pick([1, 2, 3, 99]));
}

function textOf(schema: Schema, source: Source, name: string, manner: Manner): string {
  const { draw, seen, today } = source;
  const { format, pattern, minLength = 0, maxLength = 2000 } = schema;
  if (format === 'uuid') return idOf(source, name);
  if (format === 'date') return new Date(+today + draw.from(-3, 60) * day).toISOString().slice(0, 10);
  if (format === 'date-time') return new Date(+today + draw.from(-3 * day, 60 * day)).toISOString();
  if (format === 'email' || /email$/i.test(name)) return draw.pick(emails);
  if (format === 'uri' || name === 'url') return draw.pick(addresses);
  if (/password$/i.test(name)) return draw.isIn(70) ? password : draw.of(fc.string({ maxLength: 80 }));
  if (/token$/i.test(name)) return seen.secret(draw, kindOf(name)) ?? 'demo.Zm9yIGV4YW1wbGUgb25seQ';
  // Only the query of a file is called so and may be that long.
  if (name === 'name' && maxLength === 4000) return draw.pick(['cards.csv', 'board.json', 'all.zip', 'a b']);
  if (name === 'timeZone') return draw.pick(['Europe/Berlin', 'UTC', 'Asia/Kolkata', 'Mars/Olympus']);
  if (/^(boards?|boardKey)$/.test(name)) return String(seen.one(draw, 'key') ?? 'MAIN');
  if (name === 'cursor' || name === 'externalId' || name === 'slug') {
    const known = seen.one(draw, name);
    if (known !== undefined && draw.isIn(60)) return String(known);
  }
  if (pattern) {
    const text = matchOf(draw, pattern);
    if (text !== null) return text.slice(0, maxLength);
  }
  const long = Math.min(maxLength, 20_000);
  if (manner === 'edge')
    return draw.weighed([
      [3, () => draw.pick(['x', 'ß', '字']).repeat(long)],
      [3, () => 'y'.repeat(Math.max(minLength, 1))],
      [4, () => draw.pick(strange)],
      [2, () => draw.of(fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(long, 60) }))],
      [1, () => ' '.repeat(Math.max(minLength, 1))],
    ])();
  const text = `${draw.pick(texts)} ${draw.from(1, 99)}`.slice(0, maxLength);
  return text.padEnd(minLength, 'z');
}

function matchOf(draw: Draw, pattern: string): string | null {
  if (!matching.has(pattern)) {
    let arbitrary: fc.Arbitrary<string> | null = null;
    try {
      arbitrary = fc.stringMatching(new RegExp(pattern, 'u'), { size: 'small' });
    } catch {
      // A pattern that fast-check can't invert gets plain texts.
    }
    matching.set(pattern, arbitrary);
  }
  const known = matching.get(pattern) ?? null;
  return known && draw.of(known);
}

function numberOf(schema: Schema, source: Source, name: string, manner: Manner): number {
  const { draw } = source;
  const { type, minimum = -1000, maximum = 1_000_000 } = schema;
  // The numbers of cards and requests have this bound.
  if (maximum === 2_147_483_647 && manner === 'plain')
    return numberSeen(
      source,
      /request|duplicate/i.test(name) || source.noun === 'answer' ? 'request' : 'card',
    );
  if (name === 'wait') return draw.pick([0, 0, 0, 1]);
  if (manner === 'edge')
    return draw.pick([minimum, maximum, Math.min(maximum, minimum + 1), 0].filter((n) => n >= minimum));
  const whole = draw.from(minimum, Math.max(minimum, Math.min(maximum, minimum + 12)));
  return type === 'number' && draw.isIn(30) ? whole + 0.5 : whole;
}

function arrayOf(schema: Schema, source: Source, name: string, manner: Manner): unknown[] {
  const { minItems = 0, maxItems = 8, items = {} } = schema;
  const { draw } = source;
  const many =
    manner === 'edge' && draw.isIn(30)
      ? Math.min(maxItems, 60)
      : draw.from(minItems, Math.min(maxItems, minItems + 2));
  const values = Array.from({ length: many }, () => valueFor(items, source, name, manner));
  // Most lists want each once.
  const once = new Map(values.map((value) => [JSON.stringify(value), value]));
  return manner === 'edge' && draw.isIn(20) ? values : [...once.values()];
}

function objectOf(schema: Schema, source: Source, manner: Manner): Record<string, unknown> {
  const { draw } = source;
  const { properties = {}, required = [], propertyNames, additionalProperties } = schema;
  const chance = draw.pick([10, 35, 80]);
  const named = Object.entries(properties)
    .filter(([name]) => required.includes(name) || draw.isIn(chance))
    .map(([name, part]) => [name, valueFor(part, source, name, manner)]);
  if (typeof additionalProperties !== 'object') return Object.fromEntries(named);
  const more = Array.from({ length: draw.from(0, 2) }, () => [
    valueFor(propertyNames ?? { type: 'string', maxLength: 10 }, source, 'field', manner),
    valueFor(additionalProperties, source, 'value', manner),
  ]);
  return Object.fromEntries([...named, ...more]);
}
