/**
 * Whether two names read as the same. Columns of a board must differ by name, and so must swimlanes and
 * labels, whatever the case.
 */
export function isSameName(one: string, other: string): boolean {
  return folded(one) === folded(other);
}

function folded(name: string): string {
  return name.trim().normalize('NFKC').toLowerCase();
}
