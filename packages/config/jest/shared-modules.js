import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Jest loads every module again for each test file, which takes most of a short file's time. This returns a `moduleNameMapper` for
 * packages that are loaded once per worker instead: the test environment sets them as the global `sharedModules`. A package with
 * state that tests change must not be among them.
 *
 * @param {string} root the folder of the package with the tests
 * @param {Record<string, object>} modules what each package exports, by the package's name
 */
export function shareModules(root, modules) {
  const folder = join(root, '.jest-shared');
  mkdirSync(folder, { recursive: true });
  return Object.fromEntries(
    Object.entries(modules).map(([name, exported]) => {
      const file = join(folder, `${name.replaceAll(/\W/g, '-')}.mjs`);
      const lines = Object.keys(exported).map((key) =>
        key === 'default' ? 'export default shared.default;' : `export const ${key} = shared.${key};`,
      );
      writeFileSync(file, [`const shared = globalThis.sharedModules['${name}'];`, ...lines, ''].join('\n'));
      return [`^${name}$`, file];
    }),
  );
}
