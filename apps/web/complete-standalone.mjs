// `output: 'standalone'` leaves out what a CDN could serve. Ours is served by the same process, which `serve.mjs` starts.
// Scripts, styles and texts are compressed here: the best of brotli is a seventh smaller than the quick one, and too slow for
// an answer.
import { cpSync, existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import { version } from './src/lib/words/generated/names.ts';

const target = '.next/standalone/apps/web';
cpSync('serve.mjs', join(target, 'serve.mjs'));
cpSync(join('src/lib/words/generated', version), join('.next/static/words', version), { recursive: true });
cpSync('public', join(target, 'public'), { recursive: true });
cpSync('.next/static', join(target, '.next/static'), { recursive: true });

// Turbopack lists parts that load later under names of files that it never writes. A page would preload them: a 404 each.
for (const path of globSync(join(target, '.next/server/app/**/react-loadable-manifest.json'))) {
  const parts = Object.entries(JSON.parse(readFileSync(path, 'utf8')));
  const existing = ({ files, ...part }) => ({
    ...part,
    files: files.filter((file) => existsSync(join('.next', file))),
  });
  writeFileSync(path, JSON.stringify(Object.fromEntries(parts.map(([id, part]) => [id, existing(part)]))));
}

const compress = promisify(brotliCompress);
await Promise.all(
  globSync(join(target, '.next/static/**/*.{js,css,json}')).map(async (file) =>
    writeFile(`${file}.br`, await compress(await readFile(file))),
  ),
);
