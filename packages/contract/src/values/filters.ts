import { z } from 'zod';
import { PageQuery } from './lists.js';
import { BoardNumber } from './names.js';
import { line } from './text.js';
import { SentInstant } from './time.js';
import { ClassOfService } from './vocabulary.js';

/** `limit` is `size` by the name that programs expect: 1 to 200 items, 50 without it. */
export const FilteredPageQuery = PageQuery.extend({
  limit: PageQuery.shape.size.meta({
    description: 'How many items a page has at most, as `size`; 50 without either.',
    examples: ['50'],
  }),
});

/** Words in the texts of what is listed: 1 to 200 characters. */
export const TextFilter = line(200);

/** Ids or names, several with commas; what has a comma in its name is given by its id. */
export const NamesFilter = z.string().min(1).max(1000);

export const YesOrNo = z.enum(['true', 'false']);

/** Values of a list, several with commas. */
export function anyOf<Value extends string>(values: readonly Value[]) {
  const one = `(?:${values.join('|')})`;
  return z
    .string()
    .max(500)
    .regex(new RegExp(`^${one}(?:,${one})*$`), 'notInList');
}

export const ClassesFilter = anyOf(ClassOfService.options);

/** What was updated at this instant or later. */
export const UpdatedSince = SentInstant;

/** The number in a query that counts days. */
export const DaysParam = z.codec(z.string().regex(/^\d{1,5}$/, 'days'), z.int().min(0).max(36_500), {
  decode: (digits) => Number(digits),
  encode: (value) => String(value),
});

/** The order of a list by one of its properties; `-` before it: the reverse. */
export function sortedBy<Key extends string>(keys: readonly Key[]) {
  return z.enum(keys.flatMap((key) => [key, `-${key}` as const]) as [Key | `-${Key}`]);
}

/** An item of a list with only the asked-for properties. Its number is always there. */
export function sparse<Shape extends z.ZodRawShape>(item: z.ZodObject<Shape>) {
  return item.partial().extend({ number: BoardNumber });
}
