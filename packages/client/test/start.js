import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate } from '@weir/prisma/migrate';
import { embeddedPostgres, freePort, startServer } from '@weir/stack';

const apiMain = fileURLToPath(new URL('../../../apps/api/dist/main.js', import.meta.url));

/**
 * Starts PostgreSQL and the built API for this run, as processes. A token has 300 points a minute; everybody else as many as they
 * like.
 */
export default async function () {
  const folder = mkdtempSync(join(tmpdir(), 'weir-client-'));
  const postgres = await embeddedPostgres();
  globalThis.weirOfTests = { folder, postgres };
  await migrate(postgres.url, { appRole: 'weir_app' });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  globalThis.weirOfTests.api = await startServer({
    name: 'API',
    main: apiMain,
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: postgres.appUrl,
      API_HOST: '127.0.0.1',
      API_PORT: String(port),
      WEIR_TOKEN_SECRET: 'a secret of the tests, of no worth at all',
      WEIR_SIGNUP: 'open',
      WEIR_DRAIN_SECONDS: '0',
      WEIR_BACKGROUND: 'off',
      WEIR_TOKEN_POINTS: '300',
      WEIR_PERSON_POINTS: '0',
      WEIR_WORKSPACE_POINTS: '0',
      WEIR_FILES_DIR: join(folder, 'files'),
    },
    health: `${url}/health/ready`,
    log: join(folder, 'api.log'),
  });
  process.env.WEIR_TEST_URL = url;
}
