/** The parameters of a board's address that a view saves: the filter, how the cards are shown, and their order. */
const parameters = [
  'view',
  'sort',
  'who',
  'class',
  'label',
  'field',
  'value',
  'age',
  'due',
  'blocked',
  'text',
];

/** Always in the same order, so that two addresses that show the same are equal. */
export function queryOfView(address: URLSearchParams): string {
  const query = new URLSearchParams();
  for (const name of parameters) {
    for (const value of address.getAll(name)) if (value) query.append(name, value);
  }
  return `${query}`;
}
