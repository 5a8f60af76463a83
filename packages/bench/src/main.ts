import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bench } from './bench.js';
import { type Options, readOptions, usage } from './options.js';
import { tableOf } from './report/table.js';

const reports = fileURLToPath(new URL('../reports', import.meta.url));

let options: Options;
try {
  options = readOptions(process.argv.slice(2));
} catch (error) {
  console.error(`${(error as Error).message}\n\n${usage}`);
  process.exit(2);
}

try {
  const report = await bench(options, (line) => console.log(line));
  console.log(tableOf(report));
  mkdirSync(reports, { recursive: true });
  const file = join(reports, `${report.at.replaceAll(':', '-')}.json`);
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  console.log(`\nThe report is ${file}`);
} catch (error) {
  console.error(`The bench has found something wrong: ${(error as Error).message}`);
  process.exitCode = 1;
}
