import { Trouble } from '../trouble.js';

const ownFolder = 'Start as the user that owns the data folder, or set WEIR_DATA_DIR to another.';

/** Prints what went wrong, for a person. */
export function report(error: unknown): void {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (error instanceof Trouble) console.error(`\n${error.what}\n${error.why}\n${error.now}`);
  else if (code === 'ENOSPC')
    console.error(`\nThe disk is full.\nThe system says: ${message}.\nFree some space, then try again.`);
  else if (/^(EACCES|EPERM|EROFS)$/.test(code))
    console.error(`\nWeir cannot use a file or folder.\nThe system says: ${message}.\n${ownFolder}`);
  else console.error('\nThis is a bug of Weir:', error);
}
