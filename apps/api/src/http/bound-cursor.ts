import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { Refused } from '../result.js';
import { cursorOf } from './cursor.js';

/** A cursor for a list with filters: a position, and which list it is of. */
export function bindCursor(list: unknown, position: object | string): string {
  return cursorOf(JSON.stringify([nameOf(list), position]));
}

/**
 * The position in a cursor of `bindCursor`; null for the first page. Refuses a cursor that no list gave, and one of a list with
 * other filters or another sort, on which its position means nothing.
 */
export function readBoundCursor<Position>(
  cursor: string | undefined,
  list: unknown,
  shape: z.ZodType<Position>,
): Position | null {
  if (cursor === undefined) return null;
  const [name, position] = parse(Buffer.from(cursor, 'base64url').toString());
  const read = shape.safeParse(position);
  if (typeof name !== 'string' || !read.success) throw refusal('cursor');
  if (name !== nameOf(list)) throw refusal('otherCursor');
  return read.data;
}

function parse(text: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}

function nameOf(list: unknown): string {
  return createHash('sha256').update(JSON.stringify(list)).digest('base64url').slice(0, 12);
}

function refusal(code: 'cursor' | 'otherCursor'): Refused {
  return new Refused({ code: 'invalid-input', facts: { errors: [{ path: 'cursor', code }] } });
}
