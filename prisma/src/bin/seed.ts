#!/usr/bin/env node
import pg from 'pg';
import { cast, demo, seed } from '../seed/index.js';

const url = process.env.DATABASE_URL;
if (!url) {
  console.error('DATABASE_URL is not set. It names the database to fill: postgresql://user:password@host/db');
  process.exit(1);
}

const client = new pg.Client({ connectionString: url });
await client.connect();
try {
  if (await seed(client, { now: new Date() })) {
    const accounts = Object.values(cast).filter(({ signsIn }) => signsIn);
    console.log(`made the workspace ${demo.slug}; sign in with the password ${demo.password} as`);
    for (const { email, name } of accounts) console.log(`  ${email.padEnd(20)} ${name}`);
  } else {
    console.log(`the workspace ${demo.slug} is there already: nothing done`);
  }
} finally {
  await client.end();
}
