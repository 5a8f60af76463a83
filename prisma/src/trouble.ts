import type pg from 'pg';

/** Codes of Node and PostgreSQL for what an operator can fix, and what to do. */
const remedies: [codes: RegExp, remedy: string][] = [
  [
    /^(E[A-Z_]+|57P03)$/,
    'The database cannot be reached. Check host and port of DATABASE_URL, and that PostgreSQL is running.',
  ],
  [/^(28P01|28000)$/, 'PostgreSQL refuses this user. Check user and password of DATABASE_URL.'],
  [/^3D000$/, 'Create the database first, or correct its name at the end of DATABASE_URL.'],
  [/^08P01$/, 'The pooler refuses the connection. Let DATABASE_URL name PostgreSQL itself.'],
  [/^25006$/, 'The database is read-only. Let DATABASE_URL name the primary.'],
  [/^42501$/, 'DATABASE_URL needs a role that owns the database and its tables.'],
  [
    /^(55P03|40P01)$/,
    'The migration did not get a lock within two minutes, because other sessions have it. It changed nothing. End long transactions, such as a pg_dump, then run it again.',
  ],
  [/^42704$/, 'Create the role of WEIR_APP_ROLE first.'],
];

/** The URL of DATABASE_URL. Ends the process with a sentence where there is none. */
export function databaseUrlOf({ DATABASE_URL: url }: NodeJS.ProcessEnv): string {
  const example = 'postgresql://user:password@host:5432/weir';
  if (!url) return fail(`DATABASE_URL is not set. Set it to the database, as ${example}.`);
  // A wrong value is not printed: it can contain a password.
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url))
    return fail(`DATABASE_URL is not the address of a PostgreSQL database. Write it as ${example}.`);
  return url;
}

/** Ends the process with exit code 1 and one line: what the database says, and what to do now. */
export function failWith(error: unknown): never {
  const first = (error instanceof AggregateError ? error.errors[0] : error) as pg.DatabaseError;
  // The migration engine appends its own call stack, and has the code in its text at best.
  const said = (first.message.split(/\n\s*0: /)[0] as string).replace(/^ERROR: /, '').trim();
  const code = first.code ?? codeIn(said);
  const remedy = remedies.find(([codes]) => codes.test(code))?.[1];
  return fail(remedy ? `${said}. ${remedy}` : said);
}

function codeIn(said: string): string {
  if (/permission denied|must be owner/.test(said)) return '42501';
  if (/read-only transaction/.test(said)) return '25006';
  return /Database error code: (\w{5})/.exec(said)?.[1] ?? '';
}

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
