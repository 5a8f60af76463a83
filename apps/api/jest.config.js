import preset from '@weir/config/jest';
import { shareModules } from '@weir/config/jest/shared-modules';
import { shared } from './test/support/runner/shared.js';

/** Real HTTP against real PostgreSQL: one server for the run, a database of its own for each file. */
export default {
  ...preset,
  moduleNameMapper: { ...shareModules(import.meta.dirname, shared), ...preset.moduleNameMapper },
  roots: ['<rootDir>/test'],
  // Tests often wait for PostgreSQL, so two of them leave half a core idle.
  maxWorkers: 3,
  testEnvironment: './test/support/runner/environment.js',
  globalSetup: './test/support/runner/server.js',
  globalTeardown: './test/support/runner/server-end.js',
  // Not what is promised, but how long a machine many times slower than ours may take.
  testTimeout: 300_000,
};
