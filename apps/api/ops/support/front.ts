import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@weir/stack';
import { shipped } from './deployed.js';
import type { Instance } from './instance.js';
import { aFolder, ids, stopped } from './processes.js';
import { programs } from './programs.js';

/** Debian's HAProxy in front of three instances of the API, with the settings in deploy/. It has no web app. */
export class Front {
  private readonly folder = aFolder();
  private child: ChildProcess | undefined;
  port = 0;

  async start(instances: Instance[]): Promise<void> {
    this.port = await freePort();
    const nobody = '127.0.0.1:9';
    const apis = instances.map(({ address }, n) => [`WEIR_API_${n + 1}`, `127.0.0.1:${address}`]);
    this.child = spawn(programs().haproxy, ['-db', '-f', shipped('front.cfg', this.folder.path)], {
      ...ids,
      cwd: '/',
      stdio: 'ignore',
      env: {
        PATH: process.env.PATH,
        WEIR_FRONT_BIND: `127.0.0.1:${this.port}`,
        WEIR_WEB_1: nobody,
        WEIR_WEB_2: nobody,
        ...Object.fromEntries(apis),
      },
    });
    const { child } = this;
    while (!(await fetch(this.origin).catch(() => null))) {
      if (child.exitCode !== null)
        throw new Error('HAProxy has ended: run it with deploy/front.cfg to see why');
      await sleep(50);
    }
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    await stopped(this.child, 'SIGKILL');
    this.folder.remove();
  }
}
