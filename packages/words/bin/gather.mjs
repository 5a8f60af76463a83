// Writes src/generated/<language>.ts from src/<language>/*.json: one export for each room. As TypeScript the
// texts have literal types, so a wrong key and a missing argument fail the typecheck.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

const src = new URL('../src/', import.meta.url);
mkdirSync(new URL('generated/', src), { recursive: true });

for (const language of ['en', 'de']) {
  const folder = new URL(`${language}/`, src);
  const rooms = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort();
  const exports = rooms.map((name) => {
    const texts = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    return `export const ${name.slice(0, -'.json'.length)} = ${JSON.stringify(texts, null, 2)} as const;\n`;
  });
  writeFileSync(new URL(`generated/${language}.ts`, src), exports.join('\n'));
}
