import preset from '@weir/config/jest';

/** Real HTTP against real PostgreSQL: a file at a time has the server to itself. */
export default {
  ...preset,
  testTimeout: 60_000,
};
