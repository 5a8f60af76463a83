#!/usr/bin/env node
import { migrate } from '../migrate.js';
import { databaseUrlOf, failWith } from '../trouble.js';

const url = databaseUrlOf(process.env);
const appRole = process.env.WEIR_APP_ROLE || undefined;
const { applied } = await migrate(url, { appRole }).catch(failWith);
for (const name of applied) console.log(`applied ${name}`);
if (applied.length === 0) console.log('nothing to apply');
if (appRole) console.log(`granted the rights of the API to ${appRole}`);
