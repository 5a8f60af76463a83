#!/usr/bin/env node
// Distributes the database of DATABASE_URL over a Citus cluster: docs/operations/citus.md.
import { CannotDistribute } from '../citus/cluster.js';
import { distribute } from '../citus/distribute.js';
import { databaseUrlOf, failWith } from '../trouble.js';

const url = databaseUrlOf(process.env);
const shards = Number(process.argv[2] ?? 16);
if (!Number.isInteger(shards) || shards < 1 || shards > 128) {
  console.error(
    'usage: DATABASE_URL=<the coordinator> weir-distribute [SHARDS], from 1 to 128 shards; default: 16',
  );
  process.exit(1);
}
await distribute(url, { shards, say: (line) => console.log(line) }).catch((error: unknown) => {
  if (!(error instanceof CannotDistribute)) failWith(error);
  console.error(error.message);
  process.exit(1);
});
