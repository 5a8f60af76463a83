#!/usr/bin/env node
// `pnpm backup`: packages/stack/src/backup says what it does.
import { buildFirst } from './build-first.js';

const root = buildFirst('@weir/stack', '@weir/prisma');
const { runCommand } = await import('../dist/backup/commands.js');
await runCommand('backup', root);
