import { execFileSync } from 'node:child_process';

// Each package in a release has a licence that allows everybody to run, change and share Weir.
// `pnpm check:licences` prints the packages with another licence and fails. With `--list` it prints the licence of each package.

/** Permissive licences, as SPDX expressions: they ask for a notice at most. */
const permissive = [
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'Unlicense',
  'CC0-1.0',
  'Python-2.0',
  'PSF-2.0',
  'Apache-2.0 AND MIT',
  '(MIT OR Apache-2.0)',
  '(MIT OR CC0-1.0)',
];

/** Packages with another licence, and why they can be used. */
const exceptions = {
  '@fontsource-variable/inter': 'OFL-1.1: a font, shipped unchanged',
  'caniuse-lite': 'CC-BY-4.0: a table of browsers, used by the build only',
  'web-push': 'MPL-2.0: used unchanged, and its source is public',
  'color-convert': 'MIT in its file LICENSE; its package.json names none',
};
/** Libraries for pictures, one for each platform: LGPL-3.0, loaded at run time, so anybody can replace them. */
const isLibvips = (name) => name.startsWith('@img/sharp-');

const report = JSON.parse(
  execFileSync('pnpm', ['--recursive', 'licenses', 'list', '--prod', '--json'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  }),
);
const packages = Object.entries(report)
  .flatMap(([licence, all]) =>
    all.map(({ name, versions }) => ({ name, licence, versions: versions.join(', ') })),
  )
  .toSorted((one, other) => (one.name < other.name ? -1 : 1));
if (packages.length === 0) throw new Error('pnpm lists no packages: install them first');

if (process.argv.includes('--list')) {
  for (const { name, versions, licence } of packages)
    console.log(`${name} ${versions}: ${exceptions[name] ?? licence}`);
} else {
  const refused = packages.filter(
    ({ name, licence }) => !permissive.includes(licence) && !exceptions[name] && !isLibvips(name),
  );
  for (const { name, versions, licence } of refused) {
    console.error(
      `${name} ${versions} has the licence ${licence}, which packages/config/licences.js does not allow`,
    );
  }
  if (refused.length > 0) process.exitCode = 1;
  else console.log(`${packages.length} packages, all with a licence that packages/config/licences.js allows`);
}
