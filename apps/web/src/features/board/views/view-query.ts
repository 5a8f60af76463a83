import { savedParameters } from '@weir/contract';

/** Always in the same order, so that two addresses that show the same are equal. */
export function queryOfView(address: URLSearchParams): string {
  const query = new URLSearchParams();
  for (const name of savedParameters) {
    for (const value of address.getAll(name)) if (value) query.append(name, value);
  }
  return `${query}`;
}
