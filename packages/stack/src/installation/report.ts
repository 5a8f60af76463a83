import { Trouble } from '../trouble.js';

const ownFolder = 'Start as the user that owns the data folder, or set WEIR_DATA_DIR to another.';

/** Prints what went wrong, for a person. */
export function report(error: unknown): void {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (error instanceof Trouble) console.error(`\n${error.what}\n${error.why}\n${error.now}`);
  else if (/^(EACCES|EPERM|EROFS|ENOSPC)$/.test(code))
    console.error(`\nWeir cannot use a file or folder.\nThe system says: ${message}.\n${ownFolder}`);
  else console.error('\nThis is a bug of Weir:', error);
}
