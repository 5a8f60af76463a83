#!/usr/bin/env node
import { migrate } from '../migrate.js';

const url = process.env.DATABASE_URL;
if (!url) {
  console.error(
    'DATABASE_URL is not set. It names the database to migrate: postgresql://user:password@host/db',
  );
  process.exit(1);
}

const { applied } = await migrate(url);
for (const name of applied) console.log(`applied ${name}`);
if (applied.length === 0) console.log('nothing to apply');
