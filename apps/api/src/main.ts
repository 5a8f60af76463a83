// First, so that an older Node is named before a library fails in it.
import './node-version.js';

import { makeApplication } from './application.js';
import { readEnv } from './env.js';
import { stopApplication } from './stopping.js';

const env = readEnv();
const app = await makeApplication(env);
await app.listen(env.API_PORT, env.API_HOST);

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => void stopApplication(app, env).then(() => process.exit(0)));
