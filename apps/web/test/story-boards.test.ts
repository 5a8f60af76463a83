import { globSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const e2e = new URL('../e2e/', import.meta.url);

/** Stories share one database and run side by side, in any order. */
test('no two boards of browser stories have the same key', () => {
  const keys = globSync('**/*.test.ts', { cwd: e2e }).flatMap((file) =>
    [...readFileSync(new URL(file, e2e), 'utf8').matchAll(/aBoard\('([A-Z0-9]+)'/g)].map(([, key]) => key),
  );
  expect(keys.length).toBeGreaterThan(100);
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});
