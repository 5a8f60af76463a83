// Writes `src/generated`: a function and types for every call, from the OpenAPI document that the API's build makes, and a copy of the
// contract's rule for applying changes to a board. The client is used outside this repository, so it imports nothing from it.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createClient } from '@hey-api/openapi-ts';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const input = here('../../../apps/api/dist/openapi.json');
const output = here('../src/generated');

await createClient({
  input,
  output: { path: output, module: { extension: '.js' } },
  plugins: ['@hey-api/typescript', '@hey-api/sdk', '@hey-api/client-fetch'],
  logs: { level: 'error', file: false },
});
writeFileSync(`${output}/apply-changes.gen.ts`, applyChanges());
writeFileSync(`${output}/keyed-calls.gen.ts`, keyedCalls(JSON.parse(readFileSync(input, 'utf8'))));

/** The calls that take an `Idempotency-Key`, as `PUT /v1/…`. */
function keyedCalls({ paths }) {
  const calls = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, { parameters = [] }]) => parameters.some(({ $ref }) => $ref?.endsWith('/IdempotencyKey')))
      .map(([method]) => `${method.toUpperCase()} ${path}`),
  );
  return `export const keyedCalls: ReadonlySet<string> = new Set(${JSON.stringify(calls, null, 2)});\n`;
}

function applyChanges() {
  const rule = readFileSync(here('../../contract/src/board/apply-changes.ts'), 'utf8');
  const types = `import type { Board, BoardChanges } from './types.gen.js';

/** What an event of a stream carries with \`documents\`: the changes of the board since \`after\`. */
export type EventDocuments = { after: number; changes: BoardChanges };
type CardPlacement = BoardChanges['placed'][number];
`;
  return types + rule.replace(/^import .*;\n/gm, '');
}
