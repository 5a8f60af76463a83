import { z } from 'zod';

/** Where the next page begins. Opaque: clients send it back as it is. */
export const Cursor = z
  .string()
  .min(1)
  .max(500)
  .regex(/^[A-Za-z0-9_-]+$/, 'cursor');
export type Cursor = z.infer<typeof Cursor>;

/** The envelope of every list. `nextCursor` is null on the last page. */
export function page<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), nextCursor: Cursor.nullable() });
}

const PageSizeParam = z.codec(z.string().regex(/^[1-9]\d{0,2}$/, 'pageSize'), z.int().min(1).max(200), {
  decode: (digits) => Number(digits),
  encode: (value) => String(value),
});

/** `?cursor=…&size=…` of every list. Default size: 50. */
export const PageQuery = z.strictObject({ cursor: Cursor.optional(), size: PageSizeParam.optional() });
export type PageQuery = z.infer<typeof PageQuery>;
