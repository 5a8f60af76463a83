import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { readMigrations } from '../src/files.js';

/** Add a line (`sha256sum`) for each migration that lands. */
const landed = new URL('landed-migrations.sha256', import.meta.url);

test('a migration that has landed never changes', async () => {
  const { migrationDirectories } = await readMigrations();
  const sums = migrationDirectories.map(({ path, migrationFile }) => {
    const sum = createHash('sha256').update(migrationFile.content.value).digest('hex');
    return `${sum}  ${path}/${migrationFile.path}`;
  });
  const expected = (await readFile(landed, 'utf8')).trim().split('\n');
  expect(sums.slice(0, expected.length)).toEqual(expected);
});
