/** The parameters of a board's address that a view saves: the filter, how the cards are shown, and their order. */
const parameters = ['view', 'sort', 'who', 'class', 'label', 'field', 'age', 'due', 'blocked', 'text'];

/** Always in the same order, so that two addresses that show the same are equal. */
export function queryOfView(address: URLSearchParams): string {
  const query = new URLSearchParams();
  for (const name of parameters) {
    const value = address.get(name);
    if (value) query.set(name, value);
  }
  return `${query}`;
}
