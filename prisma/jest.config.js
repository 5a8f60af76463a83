import preset from '@weir/config/jest';

export default {
  ...preset,
  roots: ['<rootDir>/test'],
  globalSetup: '<rootDir>/test/support/server.ts',
  globalTeardown: '<rootDir>/test/support/server-end.ts',
};
