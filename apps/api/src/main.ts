import { makeApplication } from './application.js';
import { readEnv } from './env.js';

const env = readEnv();
const app = await makeApplication(env);
await app.listen(env.API_PORT, env.API_HOST);

// Stop accepting, finish what is in flight, end the streams, then exit.
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    setTimeout(() => process.exit(1), 20_000).unref();
    void app.close().then(() => process.exit(0));
  });
}
