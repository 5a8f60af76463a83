import { writeFileSync } from 'node:fs';
import { makeApplication } from './application.js';
import { readEnv } from './env.js';
import { documentOf } from './http/openapi/document.js';

// The OpenAPI document as a file, for linters and for the client. The application is made and never started: no setting counts, and it
// needs no database.
const env = readEnv({
  DATABASE_URL: 'postgresql://nobody@localhost/none',
  WEIR_TOKEN_SECRET: 'a secret that signs nothing, of no worth',
  WEIR_BACKGROUND: 'off',
  LOG_LEVEL: 'silent',
});
const [, , file = 'openapi.json'] = process.argv;
writeFileSync(file, `${JSON.stringify(documentOf(await makeApplication(env)), null, 1)}\n`);
process.exit(0);
