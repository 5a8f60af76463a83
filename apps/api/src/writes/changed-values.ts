/**
 * The values that `wanted` changes, before and after, for an event; null if it changes nothing. Values are compared as
 * JSON; values that `wanted` leaves undefined stay as they are.
 */
export function changedValues<Values extends object>(
  before: Values,
  wanted: Partial<Values>,
): { from: Partial<Values>; to: Partial<Values> } | null {
  const names = (Object.keys(wanted) as (keyof Values)[]).filter(
    (name) => wanted[name] !== undefined && JSON.stringify(wanted[name]) !== JSON.stringify(before[name]),
  );
  return names.length === 0 ? null : { from: pick(before, names), to: pick(wanted, names) };
}

function pick<Values extends object>(values: Partial<Values>, names: (keyof Values)[]): Partial<Values> {
  return Object.fromEntries(names.map((name) => [name, values[name]])) as Partial<Values>;
}
