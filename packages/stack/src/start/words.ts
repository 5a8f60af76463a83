import { Trouble } from '../trouble.js';
import type { Settings } from './settings.js';

type Access = { hasDemo: boolean; setupLink: string | null };

export function welcome(
  { webPort, apiPort, dataDir }: Settings,
  time: string,
  { hasDemo, setupLink }: Access,
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
  console.log(`\nThe data is in ${dataDir}. Ctrl-C stops Weir.`);
}

const ownFolder = 'Start as the user that owns the data folder, or set WEIR_DATA_DIR to another.';

export function report(error: unknown): void {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (error instanceof Trouble) console.error(`\n${error.what}\n${error.why}\n${error.now}`);
  else if (/^(EACCES|EPERM|EROFS|ENOSPC)$/.test(code))
    console.error(`\nWeir cannot use a file or folder.\nThe system says: ${message}.\n${ownFolder}`);
  else console.error('\nWeir could not start. This is a bug:', error);
}
