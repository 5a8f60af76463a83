const mostNamed = 3;

/** The items of a list that names only the first ones. The last item then says how many others there are. */
export function someOf(named: readonly string[], others: (count: number) => string): string[] {
  const more = named.length - mostNamed;
  return more > 0 ? [...named.slice(0, mostNamed), others(more)] : [...named];
}
