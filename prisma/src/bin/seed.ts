#!/usr/bin/env node
import pg from 'pg';
import { cast, demo, seed } from '../seed/index.js';
import { databaseUrlOf, failWith } from '../trouble.js';

const client = new pg.Client({ connectionString: databaseUrlOf(process.env) });
await client.connect().catch(failWith);
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
