import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readOptions } from '../options.js';
import { sizeTableOf } from './report.js';
import { measureSize } from './size.js';

const reports = fileURLToPath(new URL('../../reports', import.meta.url));
const usage =
  'usage: pnpm size [--boards 10000] [--data-dir <a folder that keeps the seeded database>] [--seconds 6] [--rounds 6] [--clients 4]\n' +
  '                 [--only moves,creates,reads,searches,intake] [--statistics <a file for the statistics of the large tables>]';

const { statistics, ...options } = readArguments();
try {
  const report = await measureSize(options, (line) => console.log(line));
  console.log(`\n${sizeTableOf(report)}`);
  mkdirSync(reports, { recursive: true });
  const file = join(reports, `size-${report.at.replaceAll(':', '-')}.json`);
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  console.log(`\nThe report is ${file}`);
  if (statistics) writeFileSync(statistics, `${JSON.stringify(report.statistics, null, 2)}\n`);
} catch (error) {
  console.error(`The bench has found something wrong: ${(error as Error).message}`);
  process.exitCode = 1;
}

function readArguments() {
  try {
    const { values } = parseArgs({
      args: process.argv.slice(2).filter((arg) => arg !== '--'),
      options: {
        boards: { type: 'string', default: '10000' },
        'data-dir': { type: 'string' },
        seconds: { type: 'string', default: '6' },
        rounds: { type: 'string', default: '6' },
        clients: { type: 'string', default: '4' },
        only: { type: 'string', default: '' },
        statistics: { type: 'string' },
      },
    });
    const { boards, 'data-dir': dataDir, statistics = null, ...others } = values;
    const shared = readOptions(Object.entries(others).flatMap(([name, value]) => [`--${name}`, value]));
    if (Number.isInteger(Number(boards)) && Number(boards) > 0)
      return { ...shared, boards: Number(boards), dataDir: dataDir ?? null, statistics };
  } catch (error) {
    console.error((error as Error).message);
  }
  console.error(usage);
  process.exit(2);
}
