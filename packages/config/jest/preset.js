import { fileURLToPath } from 'node:url';

const isDeep = process.env.WEIR_DEEP === 'on';
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const swc = {
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', tsx: false, decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic' } },
    keepClassNames: true,
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};
const swcTsx = { ...swc, jsc: { ...swc.jsc, parser: { ...swc.jsc.parser, tsx: true } } };

/**
 * Jest for ES modules in TypeScript. A package's jest.config.js is
 * `export { default } from '@weir/config/jest'` or spreads it; its test script is
 * `NODE_OPTIONS=--experimental-vm-modules jest`. Every run writes its totals to
 * `.jest-result.json`; CI adds them up.
 *
 * @type {import('jest').Config}
 */
export default {
  testEnvironment: 'node',
  // On two cores Jest would start one worker, which leaves a core idle while a test waits for another process.
  maxWorkers: 2,
  testTimeout: 120_000,
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  // `*.deep.test.ts` runs only in `pnpm test:deep`: what an ordinary run proves too, with other parts or a part of it.
  testPathIgnorePatterns: [
    '/node_modules/',
    '/dist/',
    '/.next/',
    ...(isDeep ? [] : ['\\.deep\\.test\\.tsx?$']),
  ],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.next/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '\\.ts$': [fileURLToPath(import.meta.resolve('@swc/jest')), swc],
    '\\.tsx$': [fileURLToPath(import.meta.resolve('@swc/jest')), swcTsx],
  },
  testSequencer: here('./longest-first.js'),
  reporters: ['default', here('./result-file.js'), here('./ends-in-time.js')],
};
