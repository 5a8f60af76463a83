// Records the parts of its database that the application of a landing uses, for landing.test.ts: `pnpm --filter @weir/api record-landing REVISION`, with the
// commit that landed. Run it once after each landing.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const [revision] = process.argv.slice(2);
if (!revision) {
  console.error('usage: pnpm --filter @weir/api record-landing <the commit that landed>');
  process.exit(1);
}
const root = new URL('../../../../../', import.meta.url);
const git = (...words: string[]) =>
  execFileSync('git', words, { cwd: root, encoding: 'utf8', maxBuffer: 100_000_000 });

const commit = git('rev-parse', revision).trim();
const sources = git(
  'grep',
  '-hoE',
  'weir\\.[a-z_]+',
  commit,
  '--',
  'apps/api/src',
  'prisma/src',
  'packages/stack/src',
);
const named = new Set(sources.trim().split('\n'));
const catalogue = git('show', `${commit}:apps/api/test/database/catalogue.txt`);
const { tables, columns } = ignoredIn(git('show', `${commit}:prisma/schema.prisma`));

const objects: string[] = [];
const unused: string[] = [];
for (const object of catalogue.split('\n\n')) {
  const [header = '', ...parts] = object.trimEnd().split('\n');
  const [, kind, name = ''] = /^(\w+) ([\w.]+)/.exec(header) ?? [];
  if (kind === 'table' && tables.has(name)) unused.push(`table ${name}`);
  else if (kind === 'table')
    objects.push([header, ...parts.flatMap((part) => partOfTable(name, part))].join('\n'));
  else if (kind === 'type') objects.push(object.trimEnd());
  else if (kind === 'view' && named.has(name)) objects.push(header);
  else if (kind === 'function' && named.has(name))
    objects.push(`${header}\n${parts[0]!.replace(/, (sql|plpgsql)\b.*/, ', $1')}`);
}

/** The columns, and the names of checks and unique keys. */
function partOfTable(table: string, part: string): string[] {
  const constraint = /^ {2}(constraint|UNIQUE INDEX) \w+/.exec(part)?.[0];
  if (constraint) return [constraint];
  const column = /^ {2}(\w+) /.exec(part)?.[1];
  if (!column || /^ {2}(storage|INDEX|TRIGGER) /.test(part)) return [];
  if (!columns.has(`${table}.${column}`)) return [part];
  unused.push(`column ${table}.${column}`);
  return [];
}

/** The tables and columns that Prisma's client ignores. The application no longer uses them, so they can be removed. */
function ignoredIn(schema: string): { tables: Set<string>; columns: Set<string> } {
  const found = { tables: new Set<string>(), columns: new Set<string>() };
  for (const [, body = ''] of schema.matchAll(/^model \w+ \{\n(.*?)^\}/gms)) {
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? '';
    if (body.includes('@@ignore')) found.tables.add(table);
    for (const line of body.split('\n')) {
      if (!/\s@ignore\b/.test(line)) continue;
      found.columns.add(`${table}.${/@map\("(\w+)"\)/.exec(line)?.[1] ?? /^\s*(\w+)/.exec(line)?.[1]}`);
    }
  }
  return found;
}

const header = `landing ${commit}\nThe parts of its database that the application of this landing uses: see record.ts.`;
const list = unused.length > 0 ? [`unused\n${unused.map((each) => `  ${each}`).join('\n')}`] : [];
writeFileSync(new URL('interface.txt', import.meta.url), `${[header, ...list, ...objects].join('\n\n')}\n`);
const sums = git('show', `${commit}:prisma/test/landed-migrations.sha256`);
writeFileSync(new URL('migrations.sha256', import.meta.url), sums);
