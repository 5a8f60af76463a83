import type { FieldKind, FieldValue } from '@weir/contract';

/** What was typed, as the API takes it. A number that is none stays a text, which the API refuses at its field. */
export function typedValue(kind: FieldKind, typed: string): FieldValue | null {
  const text = typed.trim();
  if (text === '') return null;
  if (kind !== 'number') return text;
  return /^[-+]?\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : text;
}
