import { parseArgs } from 'node:util';
import { seedChecked } from './seed.js';

const usage =
  'usage: DATABASE_URL=<address of the owner of the tables> pnpm seed-large [--boards 10000] [--into <slug of an existing workspace>]';

const options = readArguments();
try {
  const { databaseUrl, boards, into } = options;
  await seedChecked(databaseUrl, { boards, into }, (line) => console.log(line));
  console.log(`The database has ${boards} more boards, and all rules hold.`);
} catch (error) {
  console.error(`The seed did not finish: ${(error as Error).message}`);
  process.exitCode = 1;
}

function readArguments() {
  try {
    const { values } = parseArgs({
      args: process.argv.slice(2).filter((arg) => arg !== '--'),
      options: { boards: { type: 'string', default: '10000' }, into: { type: 'string' } },
    });
    const boards = Number(values.boards);
    const databaseUrl = process.env.DATABASE_URL;
    if (Number.isInteger(boards) && boards > 0 && databaseUrl)
      return { boards, into: values.into ?? null, databaseUrl };
  } catch (error) {
    console.error((error as Error).message);
  }
  console.error(usage);
  process.exit(2);
}
