import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const compose = read('docker-compose.several.yml');

test.each(['front.cfg', 'primary.cfg'])(
  'docker-compose.several.yml sets every variable that deploy/%s reads',
  (file) => {
    const variables = [...read(`deploy/${file}`).matchAll(/"\$\{(\w+)\}"/g)].map(([, name]) => name!);
    expect(variables.length).toBeGreaterThan(5);
    expect(variables.filter((name) => !compose.includes(`${name}: `))).toEqual([]);
  },
);

test('docker-compose.several.yml sets the variables that deploy/patroni.yml names', () => {
  const [head] = read('deploy/patroni.yml').split('scope:');
  const variables = head!.match(/PATRONI_[A-Z0-9_]+[A-Z0-9]/g)!;
  expect(variables.length).toBeGreaterThan(8);
  expect(variables.filter((name) => !compose.includes(name))).toEqual([]);
});

test('several servers run the PostgreSQL image of one server, by the same digest', () => {
  const image = /postgres:[\d.]+@sha256:[0-9a-f]{64}/;
  const [one] = image.exec(read('docker-compose.yml'))!;
  expect(image.exec(read('deploy/Dockerfile'))).toEqual(expect.arrayContaining([one]));
});
