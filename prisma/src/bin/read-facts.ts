// Prints the facts of a database as JSON, for `pnpm backup`: DATABASE_URL=… read-facts.js [FILES FOLDER].
import { readFacts } from '../backups/facts.js';
import { figuresOf } from '../backups/runs.js';
import { databaseUrlOf, failWith } from '../trouble.js';

const facts = await readFacts(databaseUrlOf(process.env), process.argv[2] ?? null).catch(failWith);
process.stdout.write(JSON.stringify({ facts, figures: figuresOf(facts) }));
