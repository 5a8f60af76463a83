// First, so that an older Node is named before a library fails in it.
import './node-version.js';

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { makeApplication } from './application.js';
import { readEnv } from './env.js';
import { stopApplication } from './stopping.js';
import { startTracing } from './tracing/start.js';

const env = readEnv();
const stopTracing = await startTracing(env);
const app = await makeApplication(env);
await app.init();
releaseStartupMemory();
await app.listen(env.API_PORT, env.API_HOST);

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(
    signal,
    () =>
      void stopApplication(app, env)
        .then(stopTracing)
        .then(() => process.exit(0)),
  );

/**
 * Collects what only starting needed, and returns the memory to the system: a third of the process. V8 does this by itself only
 * when it runs out of memory.
 */
function releaseStartupMemory(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (options: object) => void;
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
