import type { Draw } from './draw.js';

/** Puts one fault into a body: a wrong value, a missing or unknown property, or a text that is no JSON. */
export function broken(body: unknown, draw: Draw): unknown {
  const whole = draw.weighed<(() => unknown) | null>([
    [1, () => JSON.stringify(body ?? {}).slice(0, -1)],
    [1, () => draw.pick(['', 'null', '[]', '7', '"text"', '{} {}', 'slug=a', '{"a":1e999}'])],
    [1, () => `{"title": ${'['.repeat(5000)}${']'.repeat(5000)}}`],
    [1, () => new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
    [12, null],
  ]);
  if (whole) return whole();
  const copy = structuredClone(body ?? {});
  const places = placesIn(copy);
  if (places.length === 0 || draw.isIn(15))
    return isObject(copy) ? { ...copy, [unknownName(draw)]: wrongValue(draw) } : [];
  const { owner, name } = draw.pick(places);
  if (draw.isIn(20)) delete owner[name];
  else owner[name] = wrongValue(draw);
  return copy;
}

function unknownName(draw: Draw): string {
  return draw.pick(['flavour', 'id', 'workspaceId', 'constructor', 'toString', 'version', '']);
}

function wrongValue(draw: Draw): unknown {
  return draw.pick([
    null,
    '',
    -1,
    0,
    2 ** 53,
    1e308,
    0.1,
    true,
    [],
    {},
    [null],
    { wrong: true },
    'a\u0000b',
    'half \ud83d',
    'two\u2028lines',
    'x'.repeat(21_000),
    '\u200b\u200b',
    '2026-02-31',
    '0001-01-01',
    '9999-12-31T23:59:60Z',
    '00000000-0000-0000-0000-000000000000',
    Array.from({ length: 300 }, () => 'x'),
  ]);
}

type Place = { owner: Record<string, unknown>; name: string };

/** Every property and item in a body. */
function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const owner = value as Record<string, unknown>;
  return Object.entries(owner).flatMap(([name, part]) => [{ owner, name }, ...placesIn(part)]);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
