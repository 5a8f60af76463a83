import { parseArgs } from 'node:util';
import { reportOf } from './report.js';
import { tryUpgrade } from './try-upgrade.js';

const usage =
  'usage: pnpm try-upgrade <a revision of git> [--seconds 10 for each step] [--clients 12] [--history 20 boards] [--keep]';

const options = readArguments();
try {
  const report = await tryUpgrade(options, (line) => console.log(line));
  console.log(`\n${reportOf(report)}`);
  if (report.verdicts.some(({ ok }) => !ok)) process.exitCode = 1;
} catch (error) {
  console.error(`The trial did not finish: ${(error as Error).message}`);
  process.exitCode = 1;
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      args: process.argv.slice(2).filter((arg) => arg !== '--'),
      allowPositionals: true,
      options: {
        seconds: { type: 'string', default: '10' },
        clients: { type: 'string', default: '12' },
        history: { type: 'string', default: '20' },
        keep: { type: 'boolean', default: false },
      },
    });
    const [seconds, clients, history] = [values.seconds, values.clients, values.history].map(Number);
    const [revision] = positionals;
    if (revision && positionals.length === 1 && seconds! > 0 && clients! > 0 && history! >= 0)
      return {
        revision,
        seconds: seconds!,
        clients: Math.ceil(clients!),
        history: Math.floor(history!),
        isKept: values.keep,
      };
  } catch (error) {
    console.error((error as Error).message);
  }
  console.error(usage);
  process.exit(2);
}
