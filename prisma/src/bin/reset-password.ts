#!/usr/bin/env node
// Gives a person a new password, where no mail server can send them a link: `DATABASE_URL=… weir-reset-password EMAIL`.
// It prints the password once, and ends their sessions and the links that were mailed to them.
import { randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import pg from 'pg';
import { argon2 } from '../argon2.js';

const [email, ...more] = process.argv.slice(2);
const url = process.env.DATABASE_URL;
if (!url || !email || email.startsWith('-') || more.length > 0) {
  console.error('usage: DATABASE_URL=<the database> weir-reset-password <the e-mail address of an account>');
  process.exit(1);
}

const address = email.trim().toLowerCase();
const password = randomBytes(15).toString('base64url');
const passwordHash = await hash(password, argon2);
const client = new pg.Client({ connectionString: url });
await client.connect();
try {
  if (await reset()) {
    console.log(`password: ${password}`);
    console.log(
      `It is shown only once. ${address} can sign in with it, and change it on the account's page.`,
    );
  } else {
    console.error(`no account has the address ${address}`);
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
  await client.query('BEGIN');
  const { rows } = await client.query<{ id: string }>(
    'UPDATE users SET password_hash = $2, version = version + 1 WHERE email = $1 RETURNING id',
    [address, passwordHash],
  );
  const id = rows[0]?.id;
  if (id) {
    await client.query('UPDATE sessions SET ended_at = now() WHERE user_id = $1 AND ended_at IS NULL', [id]);
    await client.query(
      `UPDATE account_letters SET expires_at = now()
        WHERE (kind = 'passwordReset' AND email = $1 OR kind = 'addressChange' AND user_id = $2)
          AND used_at IS NULL AND expires_at > now()`,
      [address, id],
    );
    await client.query(
      `WITH letter AS (
         INSERT INTO account_letters (id, kind, user_id, email, at)
         VALUES (gen_random_uuid(), 'passwordChanged', $1, $2, now()) RETURNING id, at)
       INSERT INTO mails (workspace_id, id, account_letter_id, at, due_at)
       SELECT '00000000-0000-0000-0000-000000000000', gen_random_uuid(), id, at, at FROM letter`,
      [id, address],
    );
  }
  await client.query('COMMIT');
  return id !== undefined;
}
