import preset from '@weir/config/jest';

/** Against Debian's PostgreSQL and PgBouncer. `.ci/run` needs nothing installed, so these are no part of `pnpm test`. */
export default {
  ...preset,
  maxWorkers: 1,
  testTimeout: 300_000,
  reporters: ['default'],
  globalSetup: './support/installed.js',
};
