import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { endChild, hasEnded } from './processes.js';
import { Trouble } from './trouble.js';

export interface ServerOptions {
  /** Its name in messages: `API`. */
  name: string;
  /** The server's JavaScript file. */
  main: string;
  env: NodeJS.ProcessEnv;
  /** Answers 200 when the server is ready. */
  health: string;
  /** The file for its output. */
  log: string;
  /** Milliseconds in which it must become healthy. Default: a minute. */
  patience?: number;
  /** Called when it ends by itself after it was ready. */
  onDeath?: (trouble: Trouble) => void;
}

export interface Server {
  pid: number;
  /** Sends SIGTERM, and SIGKILL if it has not ended after `patience` milliseconds. */
  stop(patience?: number): Promise<void>;
  /** Sends SIGKILL, like a crash. */
  kill(): Promise<void>;
}

const endWithParent = fileURLToPath(new URL('../bin/end-with-parent.js', import.meta.url));

/** Starts one of our servers as a child process and resolves when it is healthy. It exits with this process. */
export async function startServer({
  name,
  main,
  env,
  health,
  log,
  patience = 60_000,
  onDeath,
}: ServerOptions): Promise<Server> {
  const output = openSync(log, 'w', 0o600);
  // Detached: Ctrl-C in the terminal reaches only us, and we stop the server in order.
  const child = spawn(process.execPath, ['--enable-source-maps', '--import', endWithParent, main], {
    env,
    detached: true,
    stdio: ['ignore', output, output, 'ipc'],
  });
  closeSync(output);
  const exited = once(child, 'exit');
  const death = () => {
    const how = child.signalCode ? `by ${child.signalCode}` : `with exit code ${child.exitCode}`;
    const words = readFileSync(log, 'utf8').trim().split('\n').slice(-20).join('\n');
    return new Trouble(
      `The ${name} has ended ${how}.`,
      `The end of its log:\n${words}\n`,
      `The whole log is in ${log}`,
    );
  };

  const deadline = Date.now() + patience;
  while (!(await isHealthy(health))) {
    if (hasEnded(child)) throw death();
    if (Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Trouble(
        `The ${name} is not ready after ${patience / 1000} seconds.`,
        `${health} does not answer 200.`,
        `See ${log}`,
      );
    }
    await sleep(50);
  }

  let expected = false;
  void exited.then(() => expected || onDeath?.(death()));
  const end = (signals: NodeJS.Signals[], patience: number) => {
    expected = true;
    return endChild(child, signals, patience);
  };
  return {
    pid: child.pid!,
    stop: (patience = 10_000) => end(['SIGTERM', 'SIGKILL'], patience),
    kill: () => end(['SIGKILL'], 10_000),
  };
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const { ok } = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    return ok;
  } catch {
    return false;
  }
}
