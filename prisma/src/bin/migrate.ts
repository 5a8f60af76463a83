#!/usr/bin/env node
import { migrate } from '../migrate.js';
import { databaseUrlOf, failWith } from '../trouble.js';

const url = databaseUrlOf(process.env);
const appRole = process.env.WEIR_APP_ROLE || undefined;
const say = (line: string) => console.error(line);
const { applied, newer } = await migrate(url, { appRole, say }).catch(failWith);
for (const name of applied) console.log(`applied ${name}`);
if (applied.length === 0) console.log('nothing to apply');
if (newer.length > 0)
  console.log(
    `a newer version has migrated this database, and this version can run on it: ${newer.join(', ')}`,
  );
else if (appRole) console.log(`granted the rights of the API to ${appRole}`);
