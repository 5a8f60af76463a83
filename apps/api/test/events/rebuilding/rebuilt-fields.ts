import type { EventChange } from '@weir/contract';
import { placed } from './placed.js';

type Values = Record<string, unknown>;
type Item = Values & { id: string };
export type RebuiltField = Item & { options: Item[] };

/** The custom fields after a change of one of them. */
export function withField(fields: RebuiltField[], { field: id, from, to }: EventChange): RebuiltField[] {
  if (!to) return fields.filter((each) => each.id !== id);
  const known = fields.find((each) => each.id === id);
  const { before, ...values } = to;
  const field = { options: [], ...known, ...values, id: id as string };
  return placed(fields, field, known || from ? before : (before ?? null));
}

/** The custom fields after a change of an option. A field and its options can go in one statement. */
export function withOption(fields: RebuiltField[], { field: id, option, to }: EventChange): RebuiltField[] {
  return fields.map((field) => {
    if (field.id !== id) return field;
    const known = field.options.find((each) => each.id === option);
    const { before, ...values } = to ?? {};
    const options = to
      ? placed(field.options, { ...known, ...values, id: option as string }, before)
      : field.options.filter((each) => each !== known);
    return { ...field, options };
  });
}

/** Values after a change of some of them; null: no value. */
export function withValues(values: unknown, changed: unknown): Values {
  const all = { ...(values as Values), ...(changed as Values | undefined) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}
