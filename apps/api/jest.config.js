import preset from '@weir/config/jest';

/** Real HTTP against real PostgreSQL: one server for the run, a database of its own for each file. */
export default {
  ...preset,
  globalSetup: './test/support/server.js',
  globalTeardown: './test/support/server-end.js',
  testTimeout: 60_000,
};
