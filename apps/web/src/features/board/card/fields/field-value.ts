import type { CustomField, FieldKind, FieldValue, FieldValues } from '@weir/contract';

/** A value as its field shows it, for editing. A number has the decimal sign of the language and no other signs. */
export function editableText(kind: FieldKind, value: FieldValue | undefined, locale: string): string {
  if (value === undefined) return '';
  return kind === 'number' ? String(value).replace('.', signsOf(locale).decimal) : String(value);
}

/**
 * What was typed, as the API takes it. `1,000` is a thousand in English, `1.000` in German; elsewhere both signs are a decimal
 * sign. Text that is not a number stays a text, which the API refuses at its field.
 */
export function typedValue(kind: FieldKind, typed: string, locale: string): FieldValue | null {
  const text = typed.trim();
  if (text === '') return null;
  if (kind !== 'number') return text;
  const { group, decimal } = signsOf(locale);
  const grouped = new RegExp(`^[-+]?\\d{1,3}(?:\\${group}\\d{3})+(?:\\${decimal}\\d+)?$`);
  const plain = grouped.test(text) ? text.replaceAll(group, '') : text;
  return /^[-+]?\d+(?:[.,]\d+)?$/.test(plain) ? Number(plain.replace(',', '.')) : text;
}

/** Every field without a value, for a form. */
export function emptyValues(fields: readonly CustomField[]): Record<string, string> {
  return Object.fromEntries(fields.map(({ id }) => [id, '']));
}

/** The typed values as the API takes them. Fields and options that the board has lost meanwhile are left out. */
export function typedValues(
  fields: readonly CustomField[],
  typed: Record<string, string>,
  locale: string,
): FieldValues {
  const values = fields.flatMap(({ id, kind, options }) => {
    const value = typedValue(kind, typed[id] ?? '', locale);
    const isLost = kind === 'choice' && !options.some((option) => option.id === value);
    return value === null || isLost ? [] : [[id, value] as const];
  });
  return Object.fromEntries(values);
}

/** The signs between thousands and before decimals: `{group: ',', decimal: '.'}` in English. */
function signsOf(locale: string): { group: string; decimal: string } {
  const parts = new Intl.NumberFormat(locale).formatToParts(12_345.6);
  const sign = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? '';
  return { group: sign('group'), decimal: sign('decimal') };
}
