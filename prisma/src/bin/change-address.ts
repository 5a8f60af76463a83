#!/usr/bin/env node
// Gives an account another address, where no mail server can check it: `DATABASE_URL=… weir-change-address OLD NEW`.
// The person keeps their sessions. Links that were mailed to the old address end.
import pg from 'pg';

const [old, next, ...more] = process.argv.slice(2).map((address) => address.trim().toLowerCase());
const url = process.env.DATABASE_URL;
const isAddress = /^[^\s<>@]+@[^\s<>@]+$/;
if (!url || !old || !next || !isAddress.test(next) || more.length > 0) {
  console.error(
    'usage: DATABASE_URL=<the database> weir-change-address <the address of an account> <its new one>',
  );
  process.exit(1);
}

const client = new pg.Client({ connectionString: url });
await client.connect();
try {
  if (await change(old, next)) console.log(`${old} is now ${next}, which nobody has confirmed by a mail`);
  else {
    console.error(`no account has the address ${old}`);
    process.exitCode = 1;
  }
} catch (error) {
  const isTaken = error instanceof pg.DatabaseError && error.code === '23505';
  console.error(isTaken ? `another account has the address ${next}` : error);
  process.exitCode = 1;
} finally {
  await client.end();
}

/** One transaction. Returns whether there is such an account. */
async function change(from: string, to: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `WITH changed AS (
       UPDATE users SET email = $2, email_verified_at = NULL, version = version + 1 WHERE email = $1 RETURNING id
     ), letters AS (
       UPDATE account_letters l SET expires_at = now() FROM changed c
        WHERE (l.kind = 'passwordReset' AND l.email = $1 OR l.kind = 'addressChange' AND l.user_id = c.id)
          AND l.used_at IS NULL AND l.expires_at > now()
     ), confirmations AS (
       UPDATE email_confirmations e SET expires_at = now() FROM changed c WHERE e.user_id = c.id AND e.expires_at > now())
     SELECT FROM changed`,
    [from, to],
  );
  return rowCount === 1;
}
