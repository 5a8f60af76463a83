import preset from '@weir/config/jest';
import { shareModules } from '@weir/config/jest/shared-modules';
import { shared } from './e2e/support/runner/shared.js';

const { reporters, testTimeout, testSequencer, maxWorkers: _, ...project } = preset;

/** `pnpm test --selectProjects unit` leaves out the browser, `--selectProjects e2e` all else. */
export default {
  reporters,
  testTimeout,
  testSequencer,
  // A story waits much for the browser and the servers, so two of them leave a core idle.
  maxWorkers: 3,
  projects: [
    {
      ...project,
      displayName: 'unit',
      roots: ['<rootDir>/test'],
      moduleNameMapper: {
        // A component's file also has rules. A test of those needs no styles.
        '\\.css$': '<rootDir>/test/no-styles.ts',
        '^@/(.*)$': '<rootDir>/src/$1',
        ...preset.moduleNameMapper,
      },
    },
    {
      ...project,
      displayName: 'e2e',
      roots: ['<rootDir>/e2e'],
      testEnvironment: '<rootDir>/e2e/support/runner/environment.js',
      moduleNameMapper: { ...shareModules(import.meta.dirname, shared), ...preset.moduleNameMapper },
      globalSetup: '<rootDir>/e2e/support/runner/begin.ts',
      globalTeardown: '<rootDir>/e2e/support/runner/end.ts',
    },
  ],
};
