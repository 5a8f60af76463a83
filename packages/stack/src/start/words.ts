import type { Settings } from '../installation/settings.js';

/** `backups`: the folder of scheduled backups; null: there is no schedule. */
type Access = { hasDemo: boolean; setupLink: string | null; backups: string | null };

export function welcome(
  { webPort, apiPort, dataDir }: Settings,
  time: string,
  { hasDemo, setupLink, backups }: Access,
): void {
  console.log(`
Weir is ready after ${time}:  http://localhost:${webPort}
API reference:                 http://localhost:${apiPort}/v1/reference`);
  if (setupLink) {
    console.log(`
Nobody has an account yet. Create the first one, which owns this server, here:
  ${setupLink}`);
  }
  if (hasDemo) {
    console.log(`
Sign in with the password demo-demo as
  owner@demo.test      owns the workspace
  manager@demo.test    answers requests and sets limits
  member@demo.test     moves cards
  requester@demo.test  submits requests and reads the answers
  viewer@demo.test     reads`);
  }
  const where = backups
    ? `The data is in ${dataDir}, backups are in ${backups}.`
    : `The data is in ${dataDir}.`;
  console.log(`\n${where} Ctrl-C stops Weir.`);
}
