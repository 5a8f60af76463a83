const terminal = process.stdout.isTTY;

/** Prints a step, runs it, and prints how long it took. */
export async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  if (terminal) process.stdout.write(`  … ${name}`);
  const finish = (mark: string) => {
    const line = `  ${mark} ${name.padEnd(44)} ${secondsSince(started).padStart(7)}`;
    process.stdout.write(`${terminal ? '\r' : ''}${line}\n`);
  };
  try {
    const result = await work();
    finish('✓');
    return result;
  } catch (error) {
    finish('✗');
    throw error;
  }
}

export const secondsSince = (started: number) => `${((performance.now() - started) / 1000).toFixed(1)} s`;
