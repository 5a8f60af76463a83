#!/usr/bin/env node
import pg from 'pg';
import { cast, demo, seed, seedAfresh } from '../seed/index.js';
import { databaseUrlOf, failWith } from '../trouble.js';

const client = new pg.Client({ connectionString: databaseUrlOf(process.env) });
await client.connect().catch(failWith);
try {
  // A history that ends earlier, to show an old demo: `seed.js 2026-11-20T09:00:00Z`.
  const now = process.argv[2] ? new Date(process.argv[2]) : new Date();
  if (await seed(client, { now })) {
    const accounts = Object.values(cast).filter(({ signsIn }) => signsIn);
    console.log(`made the workspace ${demo.slug}; sign in with the password ${demo.password} as`);
    for (const { email, name } of accounts) console.log(`  ${email.padEnd(20)} ${name}`);
  } else if (await seedAfresh(client, { now, onlyUntouched: true })) {
    console.log(`made the workspace ${demo.slug} afresh: nobody had changed it, and its dates had passed`);
  } else {
    console.log(`the workspace ${demo.slug} is there already: nothing done`);
  }
} finally {
  await client.end();
}
