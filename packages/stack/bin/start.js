#!/usr/bin/env node
// `pnpm start`. The launcher is TypeScript, so this builds it first; the launcher builds the rest.
import { buildFirst } from './build-first.js';

const root = buildFirst('@weir/stack');
const { start } = await import('../dist/start/start.js');
await start(root);
