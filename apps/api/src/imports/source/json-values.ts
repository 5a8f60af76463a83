export type Values = Record<string, unknown>;

/** These functions read untrusted values. Each returns its own type, and an empty value or null for anything else. */
export function objectOf(value: unknown): Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Values) : {};
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Without NUL and halves of surrogate pairs, which the database refuses. */
export function textOf(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value.toWellFormed().replaceAll('\u0000', '') : '';
}

export function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** A whole number that can be a limit here, or null. */
export function countOf(value: unknown): number | null {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 9999 ? Number(value) : null;
}

/** Calls `use` with the id, if it is one. */
export function withRef(value: unknown, use: (ref: string) => void): void {
  const ref = refOf(value);
  if (ref !== null) use(ref);
}

/** An id, or null. */
export function refOf(value: unknown): string | null {
  const text = textOf(value).slice(0, 500).toWellFormed();
  return text === '' ? null : text;
}

export function refsOf(value: unknown): string[] {
  return listOf(value).flatMap((each) => refOf(each) ?? []);
}

/** An instant from a text of RFC 3339, `{$date}` as MongoDB writes it, or milliseconds; null for other values. */
export function instantOf(value: unknown): string | null {
  const given = objectOf(value).$date ?? value;
  if (typeof given !== 'number' && (typeof given !== 'string' || !/^\d{4}-\d\d/.test(given))) return null;
  return instantAt(new Date(given));
}

/** The instant; null outside the years 1970 to 2999. */
export function instantAt(date: Date): string | null {
  const year = date.getUTCFullYear();
  return year >= 1970 && year <= 2999 ? date.toISOString() : null;
}
