// Builds the service worker with the list of files that it keeps: the page `/~offline` and everything that it may load, which
// includes the board. `src/worker/service-worker.ts` uses the list.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { fileOf } from './src/lib/words/file-of.ts';
import { version } from './src/lib/words/generated/names.ts';

const target = '.next/standalone/apps/web';
const built = '.next';
const page = '/~offline';

await build({
  entryPoints: ['src/worker/service-worker.ts'],
  outfile: join(target, 'public/service-worker.js'),
  bundle: true,
  minify: true,
  legalComments: 'none',
  target: ['chrome123', 'firefox121', 'safari17.5'],
  define: {
    'process.env.NODE_ENV': '"production"',
    offlineFiles: JSON.stringify([
      { url: page, revision: readFileSync(join(built, 'BUILD_ID'), 'utf8') },
      ...[...scriptsAndStyles(), ...texts(), ...fonts()].map((file) => ({
        url: `/_next/${file}`,
        revision: null,
      })),
    ]),
  },
});

/** The manifest of the page names the files that it loads first. Each script names the files that it loads later. */
function scriptsAndStyles() {
  const { rootMainFiles } = JSON.parse(readFileSync(join(built, 'build-manifest.json'), 'utf8'));
  const found = new Set(rootMainFiles);
  for (const file of namedIn(`server/app${page}/page_client-reference-manifest.js`)) found.add(file);
  for (const file of found) for (const named of namedIn(file)) found.add(named);
  return [...found].sort();
}

function namedIn(file) {
  const names = readFileSync(join(built, file), 'utf8').match(/static\/chunks\/[\w.~-]+\.(?:js|css)/g) ?? [];
  // Turbopack also names files that it never writes.
  return names.filter((name) => existsSync(join(built, name)));
}

/** The texts in all languages: the page finds the reader’s language in the browser. */
function texts() {
  const folder = `static/words/${version}`;
  return readdirSync(join(built, folder)).flatMap((language) =>
    ['/layout', 'all'].map((name) => `${folder}/${language}/${fileOf(name)}.json`),
  );
}

/** The fonts of our alphabets only. Texts in another alphabet show the system’s font. */
function fonts() {
  const media = 'static/media';
  return readdirSync(join(built, media))
    .filter((name) => name.startsWith('inter-latin-wght-normal'))
    .map((name) => `${media}/${name}`);
}
