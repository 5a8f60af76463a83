// The built API as a process, with a clock that a run moves. A file has the milliseconds by which the clock is ahead. It is read at the
// start and on SIGUSR2.
import { readFileSync } from 'node:fs';
import { makeApplication } from '../../dist/application.js';
import { readEnv } from '../../dist/env.js';

let ahead = 0;
const readAhead = () => {
  ahead = Number(readFileSync(process.env.WEIR_TEST_CLOCK, 'utf8'));
};
process.on('SIGUSR2', readAhead);
readAhead();

const env = readEnv();
const app = await makeApplication(env, { now: () => new Date(Date.now() + ahead) });
await app.listen(env.API_PORT, env.API_HOST);
