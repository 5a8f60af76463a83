import { type ProgramFailure, runPrismaProgram } from '../installation/prisma-program.js';
import { query } from '../postgres/query.js';
import { Trouble } from '../trouble.js';

/** Fails with the reason if the user's own database can't be used. */
export async function assertUsable(url: string): Promise<void> {
  const version = await query<{ server_version_num: string }>(url, 'SHOW server_version_num').catch(
    (cause: Error) => {
      throw new Trouble(
        'The database of DATABASE_URL cannot be reached.',
        `${withoutPassword(url)} says: ${cause.message || cause}.`,
        'Check the address, the user and the password; without DATABASE_URL, Weir uses its own PostgreSQL.',
        { cause },
      );
    },
  );
  assertNotOlder(Number(version[0]?.server_version_num));
}

/** `version` is PostgreSQL's version number: 150004 is 15.4. */
export function assertNotOlder(version: number): void {
  const major = Math.floor(version / 10_000);
  if (major >= 15) return;
  throw new Trouble(
    `The database of DATABASE_URL is PostgreSQL ${major}.`,
    'Weir needs 15 or later.',
    'Upgrade it, or leave DATABASE_URL unset: Weir uses its own PostgreSQL.',
  );
}

/** Runs a program of the `prisma` package on the database. */
export async function runPrisma(
  root: string,
  program: 'migrate' | 'seed',
  url: string,
  settings: NodeJS.ProcessEnv = {},
): Promise<void> {
  const env = { DATABASE_URL: url, ...settings };
  await runPrismaProgram(root, program, [], env).catch((cause: ProgramFailure) => {
    const words = `\n${String(cause.stderr || cause).trim()}\n`;
    throw new Trouble(...failures[program](words), { cause });
  });
}

const failures = {
  migrate: (words: string): [string, string, string] => [
    'The database could not be migrated.',
    words,
    'A migration that fails changes nothing. If the data was made by a newer Weir, start that one. If the ' +
      'output above says "permission denied", DATABASE_URL needs a role that owns its database.',
  ],
  seed: (words: string): [string, string, string] => [
    'The demo workspace could not be made.',
    words,
    'WEIR_DEMO=off starts without it.',
  ],
};

/** Whether there are no people yet. */
export async function isEmpty(url: string): Promise<boolean> {
  return (await query(url, 'SELECT FROM users LIMIT 1')).length === 0;
}

export async function hasDemo(url: string): Promise<boolean> {
  return (await query(url, "SELECT FROM users WHERE email = 'owner@demo.test'")).length > 0;
}

/** Whether the demo is more than a day old and no person has changed it, so that it is seeded afresh. */
export async function isDemoDue(url: string): Promise<boolean> {
  const due = `SELECT FROM workspaces w
                WHERE w.demo_seeded_at < now() - interval '1 day' AND NOT weir.demo_is_touched(w.id)`;
  return (await query(url, due)).length > 0;
}

function withoutPassword(url: string): string {
  return url.replace(/:[^:@/]*@/, ':…@');
}
