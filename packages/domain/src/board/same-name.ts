/** Whether two names read as one: columns of a board, and its lanes, are told apart by name, whatever its case. */
export function isSameName(one: string, other: string): boolean {
  return folded(one) === folded(other);
}

function folded(name: string): string {
  return name.trim().normalize('NFKC').toLowerCase();
}
