/** The most statements whose name is kept. The program has fewer, but some have many variants because of lists. */
const mostKept = 1000;
const kept = new Map<string, string>();

const verb = /^\s*(?:--[^\n]*\n\s*)*(\w+)/;
const subject =
  /\b(?:FROM|INTO|UPDATE|JOIN)\s+(?:ONLY\s+)?(?:"?public"?\.)?"?([a-z_]+)"?|\b(weir\.[a-z_]+)\s*\(/i;

/**
 * The name of a statement in a trace: the name from its repository, or its verb and its first table or function, for example
 * `SELECT memberships`. Never a part of its text that could be a value.
 */
export function nameOfStatement(statement: unknown): string {
  if (typeof statement === 'string') return nameOfText(statement);
  const { name, text } = statement as { name?: unknown; text?: unknown };
  // Prisma's names are hashes.
  if (typeof name === 'string' && name !== '' && !name.startsWith('prisma-')) return name;
  return typeof text === 'string' ? nameOfText(text) : 'statement';
}

function nameOfText(text: string): string {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const [, first = 'statement'] = verb.exec(text) ?? [];
  const [, table, called] = subject.exec(text) ?? [];
  const name = [first.toUpperCase(), called ?? table].filter(Boolean).join(' ');
  if (kept.size >= mostKept) kept.clear();
  kept.set(text, name);
  return name;
}
