import { Refused } from '../result.js';

/** A page of a list, from one item more than fits. The cursor names the last one on the page. */
export function pageOf<Item>(
  items: readonly Item[],
  size: number,
  nameOf: (item: Item) => string,
): { items: Item[]; nextCursor: string | null } {
  const page = items.slice(0, size);
  const last = page.at(-1);
  const more = items.length > size && last !== undefined;
  return { items: page, nextCursor: more ? cursorOf(nameOf(last)) : null };
}

/** The cursor that `readCursor` reads. */
export function cursorOf(name: string): string {
  return Buffer.from(name).toString('base64url');
}

const plain = /^[\w:.-]{1,100}$/;

/** The name in a cursor of `pageOf`; null for the first page. Refuses a cursor that no list gave. */
export function readCursor(cursor: string | undefined, shape = plain): string | null {
  if (cursor === undefined) return null;
  const name = Buffer.from(cursor, 'base64url').toString();
  if (shape.test(name)) return name;
  const errors = [{ path: 'cursor', code: 'cursor' }];
  throw new Refused({ code: 'invalid-input', facts: { errors } });
}

/** The cursor of lists in the order of ids. */
export const uuidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
