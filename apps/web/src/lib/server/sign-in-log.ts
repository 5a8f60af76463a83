import type { LoggerInstance } from 'next-auth';

/** Logs the code and the kind of error of a failed sign-in. By default next-auth logs everything that the provider sent, including names. */
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
