#!/usr/bin/env node
// Erases a person for good: `DATABASE_URL=… weir-erase EMAIL --yes`. prisma/sql/erasure says what becomes of their data.
import pg from 'pg';

const [who, ...flags] = process.argv.slice(2);
const url = process.env.DATABASE_URL;
if (!url || !who || who.startsWith('-') || flags.some((flag) => flag !== '--yes')) {
  console.error(
    'usage: DATABASE_URL=<the database> weir-erase <an e-mail address or the id of a person> --yes',
  );
  process.exit(1);
}
if (!flags.includes('--yes')) {
  console.error(`This erases ${who} for good: name, address, and all that they wrote. To do it, add --yes.`);
  process.exit(1);
}

const client = new pg.Client({ connectionString: url });
await client.connect();
try {
  const { rows } = await client.query<{ boards: number }>('SELECT weir.erase_person($1) AS boards', [who]);
  console.log(`erased ${who} on ${rows[0]?.boards} boards`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await client.end();
}
