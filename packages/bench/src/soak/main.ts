import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { reportOf } from './report.js';
import { type SoakOptions, soak } from './soak.js';

const usage =
  'usage: pnpm soak [--minutes 122] [--rate 8 calls a second] [--streams 50] [--every 60 seconds] [--folder reports/soak] [--snapshots]';
const reports = fileURLToPath(new URL('../../reports/soak', import.meta.url));

const options = readArguments();
try {
  const result = await soak(options, (line) => console.log(line));
  writeFileSync(join(options.folder, 'result.json'), JSON.stringify(result));
  const { text, ok } = reportOf(result);
  console.log(`\n${text}`);
  if (!ok) process.exitCode = 1;
} catch (error) {
  console.error(`The soak did not finish: ${(error as Error).message}`);
  process.exitCode = 1;
}

function readArguments(): SoakOptions {
  try {
    const { values } = parseArgs({
      args: process.argv.slice(2).filter((arg) => arg !== '--'),
      options: {
        minutes: { type: 'string', default: '122' },
        rate: { type: 'string', default: '8' },
        streams: { type: 'string', default: '50' },
        every: { type: 'string', default: '60' },
        folder: { type: 'string', default: reports },
        snapshots: { type: 'boolean', default: false },
      },
    });
    const [minutes, perSecond, streams, every] = [
      values.minutes,
      values.rate,
      values.streams,
      values.every,
    ].map(Number) as [number, number, number, number];
    if ([minutes, perSecond, streams, every].every((number) => number > 0))
      return { minutes, perSecond, streams, every, folder: values.folder, hasSnapshots: values.snapshots };
  } catch (error) {
    console.error((error as Error).message);
  }
  console.error(usage);
  process.exit(2);
}
