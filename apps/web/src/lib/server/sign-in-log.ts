import type { LoggerInstance } from 'next-auth';

/** Logs a failed sign-in by its code and the kind of error. By default next-auth would log all that the provider sent, with names. */
export const signInLog: Partial<LoggerInstance> = {
  error(code, detail) {
    const error = detail instanceof Error ? detail : (detail as { error?: unknown }).error;
    const kind = error instanceof Error ? ` (${error.name})` : '';
    process.stderr.write(`sign-in: ${code}${kind}\n`);
  },
  warn(code) {
    process.stderr.write(`sign-in: ${code}\n`);
  },
  debug() {},
};
