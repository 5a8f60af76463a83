/**
 * The circles of a directed graph: its strongly connected components with more than one node, each as one list in the order of
 * `nodes`. The algorithm is R. Tarjan, Depth-First Search and Linear Graph Algorithms (1972), in one pass over the edges. A node that
 * only points to itself is not a circle.
 */
export function circlesOf(
  nodes: readonly string[],
  edges: ReadonlyMap<string, readonly string[]>,
): string[][] {
  const found: string[][] = [];
  const indexes = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  for (const node of nodes) if (!indexes.has(node)) visit(node);
  const place = new Map(nodes.map((node, at) => [node, at]));
  const placeOf = (node: string) => place.get(node) ?? 0;
  return found
    .map((circle) => circle.toSorted((one, other) => placeOf(one) - placeOf(other)))
    .toSorted(([one = ''], [other = '']) => placeOf(one) - placeOf(other));

  function visit(node: string): void {
    const index = indexes.size;
    indexes.set(node, index);
    let low = index;
    open.push(node);
    isOpen.add(node);
    for (const next of edges.get(node) ?? []) {
      if (!indexes.has(next)) {
        visit(next);
        low = Math.min(low, lowest.get(next) ?? low);
      } else if (isOpen.has(next)) {
        low = Math.min(low, indexes.get(next) ?? low);
      }
    }
    lowest.set(node, low);
    if (low === index) close(node);
  }

  function close(root: string): void {
    const circle = open.splice(open.indexOf(root));
    for (const node of circle) isOpen.delete(node);
    if (circle.length > 1) found.push(circle);
  }
}
