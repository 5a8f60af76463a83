/** As people sort: “Team 2” before “Team 10”. */
export function byName<T extends { name: string }>(items: readonly T[]): T[] {
  return items.toSorted((one, other) => one.name.localeCompare(other.name, undefined, { numeric: true }));
}
