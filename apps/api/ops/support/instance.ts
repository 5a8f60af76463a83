import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ReadyStatus } from '@weir/contract';
import { freePort } from '@weir/stack';
import { stopped } from './processes.js';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** The built API as a process of its own, as it runs on a server. */
export class Instance {
  private child: ChildProcess | undefined;
  private port = 0;
  private env: NodeJS.ProcessEnv = {};
  log = '';

  /** Resolves when it listens, ready or not. */
  async start(databaseUrl: string, settings: NodeJS.ProcessEnv = {}): Promise<this> {
    this.port = await freePort();
    this.env = {
      PATH: process.env.PATH,
      DATABASE_URL: databaseUrl,
      API_HOST: '127.0.0.1',
      API_PORT: String(this.port),
      WEIR_TOKEN_SECRET: 'a secret of the tests, of no worth at all',
      WEIR_SIGNUP: 'open',
      WEIR_SWEEP_SECONDS: '1',
      WEIR_MAX_LOOP_DELAY: '60000',
      ...settings,
    };
    return this.run();
  }

  /** Kills it at once, as a loss of power does. */
  async kill(): Promise<void> {
    await stopped(this.child, 'SIGKILL');
  }

  /** Starts it again at the same address, after `kill`. */
  again(): Promise<this> {
    return this.run();
  }

  private async run(): Promise<this> {
    this.log = '';
    this.child = spawn(process.execPath, [main], { env: this.env });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (data) => (this.log += data));
    while (!this.log.includes('listening')) {
      if (this.child.exitCode !== null) throw new Error(`the API has ended: ${this.log}`);
      await sleep(50);
    }
    return this;
  }

  get pid(): number {
    return this.child!.pid!;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get address(): number {
    return this.port;
  }

  /** Its readiness: the status code, and each check that failed, as `name: detail`. */
  async ready(): Promise<{ status: number; failed: string[] }> {
    const answer = await fetch(`${this.origin}/health/ready`);
    const { checks } = (await answer.json()) as ReadyStatus;
    return {
      status: answer.status,
      failed: checks.filter(({ ok }) => !ok).map(({ name, detail }) => `${name}: ${detail}`),
    };
  }

  async call(
    method: string,
    path: string,
    body?: object,
    token?: string,
    headers: Record<string, string> = {},
  ) {
    const answer = await fetch(`${this.origin}/v1${path}`, {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  /** Signs in to the demo. Tries again for a minute if the API refuses because the machine is busy. */
  async token(email = 'owner@demo.test'): Promise<string> {
    for (let tries = 1; ; tries += 1) {
      const { status, body } = await this.call('POST', '/sessions', { email, password: 'demo-demo' });
      if (status === 201) return body.accessToken as string;
      if (status !== 503 || tries === 60) throw new Error(`${status} ${JSON.stringify(body)}`);
      await sleep(1_000);
    }
  }

  /** Sends SIGTERM. Returns the exit code. */
  async stop(): Promise<number | null> {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode)
      return this.child?.exitCode ?? null;
    const closed = once(this.child, 'close');
    this.child.kill('SIGTERM');
    return (await closed)[0] as number | null;
  }
}
