import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import preset from '../jest.config.js';

// The first test file of a run prepares the database that the others copy.
process.env.WEIR_CITUS_RUN ??= randomUUID();

/**
 * Tests of limits and moves in SQL, and those next to this file, on the Citus cluster whose coordinator WEIR_CITUS_URL names.
 * They are not part of `pnpm test`, which must run without a cluster.
 */
export default {
  ...preset,
  rootDir: fileURLToPath(new URL('..', import.meta.url)),
  roots: ['<rootDir>/citus', '<rootDir>/test'],
  maxWorkers: 1,
  // The first test file also migrates and distributes.
  testTimeout: 600_000,
  testMatch: ['<rootDir>/citus/*.test.ts', '<rootDir>/test/{limits-racing,moves,columns,overrides}.test.ts'],
  globalSetup: undefined,
  globalTeardown: undefined,
};
