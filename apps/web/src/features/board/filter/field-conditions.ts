import type { Board, Card, CustomField } from '@weir/contract';
import { isDay } from '@/lib/days';
import { withoutMarks } from '@/lib/without-marks';

/**
 * What a card must have in a custom field: no value, a text that contains another, or a number or a day between two, both
 * included. An empty bound is open.
 */
export type FieldCondition = { field: string } & (
  | { is: 'none' }
  | { is: 'text'; text: string }
  | { is: 'range'; from: string; to: string }
);

/** The part of a filter that concerns custom fields: chosen options, and conditions. */
type Asked = { options: readonly string[]; values: readonly FieldCondition[] };

/**
 * Whether a card meets what is asked of every field that something is asked of. Within a field any option or condition is
 * enough. No card meets a condition on a field that the board has lost or whose values it does not have, or has an option
 * that it has lost.
 */
export function meetsFields({ options, values }: Asked, card: Pick<Card, 'fields'>, fields: Board['fields']) {
  if (options.length === 0 && values.length === 0) return true;
  if (!values.every(({ field }) => fields.some((each) => each.id === field && isFilterable(each))))
    return false;
  const asked = fields.filter(
    (field) =>
      field.options.some(({ id }) => options.includes(id)) || values.some((each) => each.field === field.id),
  );
  return (
    asked.length > 0 &&
    asked.every(({ id, kind }) => {
      const value = card.fields[id];
      return (
        options.includes(`${value}`) ||
        values.some((condition) => condition.field === id && meets(condition, kind, value))
      );
    })
  );
}

/** Whether cards can be filtered by the field: a board does not have the texts that faces do not show. */
export function isFilterable({ kind, onCards, options }: CustomField): boolean {
  if (kind === 'text') return onCards;
  return kind !== 'choice' || options.length > 0;
}

function meets(
  condition: FieldCondition,
  kind: CustomField['kind'],
  value: string | number | undefined,
): boolean {
  if (value === undefined) return condition.is === 'none';
  switch (condition.is) {
    case 'none':
      return false;
    case 'text':
      return kind === 'text' && withoutMarks(`${value}`).includes(withoutMarks(condition.text));
    case 'range': {
      const { from, to } = condition;
      if (kind === 'number')
        return (from === '' || Number(value) >= Number(from)) && (to === '' || Number(value) <= Number(to));
      // Days compare as text.
      return kind === 'date' && (from === '' || `${value}` >= from) && (to === '' || `${value}` <= to);
    }
  }
}

/** The conditions in an address, as `value=<field>:none`, `value=<field>:text:acme` and `value=<field>:range:2..5`. */
export function readConditions(query: URLSearchParams): FieldCondition[] {
  return query.getAll('value').flatMap((written): FieldCondition[] => {
    const [field = '', is, ...rest] = written.split(':');
    const text = rest.join(':').trim();
    if (field === '') return [];
    if (is === 'none') return [{ field, is }];
    if (is === 'text') return text === '' ? [] : [{ field, is, text }];
    const [from = '', to = ''] = text.split('..');
    const isRange = is === 'range' && from + to !== '' && [from, to].every(isBound);
    return isRange ? [{ field, is, from, to }] : [];
  });
}

export function writeCondition(condition: FieldCondition): string {
  const { field, is } = condition;
  switch (is) {
    case 'none':
      return `${field}:${is}`;
    case 'text':
      return `${field}:${is}:${condition.text}`;
    case 'range':
      return `${field}:${is}:${condition.from}..${condition.to}`;
  }
}

function isBound(text: string): boolean {
  return text === '' || isDay(text) || /^-?\d+(\.\d+)?$/.test(text);
}

/** The conditions with this one of a field in place of the others; null takes them away. */
export function withCondition(
  values: readonly FieldCondition[],
  field: string,
  condition: FieldCondition | null,
): FieldCondition[] {
  return [...values.filter((each) => each.field !== field), ...(condition ? [condition] : [])];
}
