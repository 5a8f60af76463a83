#!/usr/bin/env node
// Turns two-factor sign-in off for a person who lost their authenticator app and their recovery codes:
// `DATABASE_URL=… weir-reset-two-factor EMAIL`. It ends their sessions; they sign in with their password alone.
import pg from 'pg';

const [email, ...more] = process.argv.slice(2);
const url = process.env.DATABASE_URL;
if (!url || !email || email.startsWith('-') || more.length > 0) {
  console.error(
    'usage: DATABASE_URL=<the database> weir-reset-two-factor <the e-mail address of an account>',
  );
  process.exit(1);
}

const address = email.trim().toLowerCase();
const client = new pg.Client({ connectionString: url });
await client.connect();
try {
  if (await reset()) console.log(`${address} can sign in with the password alone.`);
  else {
    console.error(`no account with two-factor sign-in has the address ${address}`);
    process.exitCode = 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await client.end();
}

/** One transaction. Returns whether there is such an account. A mail announces it if a mail server is set up. */
async function reset(): Promise<boolean> {
  const { rowCount } = await client.query(
    `WITH ended AS (
       DELETE FROM totp_secrets t USING users u WHERE t.user_id = u.id AND u.email = $1 RETURNING u.id, u.email
     ), codes AS (
       DELETE FROM recovery_codes c USING ended e WHERE c.user_id = e.id
     ), sessions AS (
       UPDATE sessions s SET ended_at = now() FROM ended e WHERE s.user_id = e.id AND s.ended_at IS NULL
     ), letter AS (
       INSERT INTO account_letters (id, kind, user_id, email, at)
       SELECT gen_random_uuid(), 'twoFactorOff', id, email, now() FROM ended RETURNING id, at
     ), mail AS (
       INSERT INTO mails (workspace_id, id, account_letter_id, at, due_at)
       SELECT '00000000-0000-0000-0000-000000000000', gen_random_uuid(), id, at, at FROM letter)
     SELECT FROM ended`,
    [address],
  );
  return rowCount === 1;
}
