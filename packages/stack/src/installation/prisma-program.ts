import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The error of a program that failed. */
export type ProgramFailure = Error & { stdout?: string; stderr?: string };

/** Runs a program of the `prisma` package. Returns its standard output; rejects with a `ProgramFailure`. */
export async function runPrismaProgram(
  root: string,
  program: 'migrate' | 'seed' | 'read-facts' | 'drill',
  arguments_: string[],
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const file = join(root, 'prisma/dist/bin', `${program}.js`);
  const options = { env: { ...process.env, ...env }, maxBuffer: 256 << 20 };
  return (await promisify(execFile)(process.execPath, [file, ...arguments_], options)).stdout;
}
