import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from '@jest/globals';

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** A fenced block whose first line names a file: ```js file-request.mjs */
const namedBlock = /^```\w+ (\S+)\n([\s\S]*?)^```$/gm;

type Given = { env?: Record<string, string>; input?: string; args?: readonly string[] };
export type Ended = { code: number | null; output: string };

/** The files of a recipe as its page has them, written to a folder in which the packages of this workspace can be imported. */
export function theRecipe(name: string) {
  let folder: string;
  const running = new Set<Running>();
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weir-recipe-'));
    await symlink(fromHere('../../node_modules'), join(folder, 'node_modules'));
    const page = await readFile(fromHere(`../../../../docs/recipes/${name}.md`), 'utf8');
    for (const [, file, code] of page.matchAll(namedBlock)) await writeFile(join(folder, file!), code!);
  });
  afterAll(async () => {
    for (const each of running) await each.stop('SIGKILL');
    await rm(folder, { recursive: true });
  });
  const start = (file: string, { env = {}, args = [] }: Given) => {
    const one = new Running([file, ...args], folder, env);
    running.add(one);
    one.ended.finally(() => running.delete(one));
    return one;
  };
  return {
    read: (file: string) => readFile(join(folder, file), 'utf8'),
    write: (file: string, text: string) => writeFile(join(folder, file), text),
    path: (file: string) => join(folder, file),
    /** Starts a file of the recipe with Node. */
    node: (file: string, given: Given = {}) => start(file, given),
    /** Runs a file of the recipe with Node to its end. */
    run(file: string, given: Given = {}): Promise<Ended> {
      const one = start(file, given);
      one.process.stdin?.end(given.input ?? '');
      return one.ended;
    },
  };
}

/** A process of a recipe. It gets only the variables that are given. Without PATH it can use no tool that a machine may lack. */
export class Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  output = '';
  private readonly news = new EventEmitter();

  constructor(args: readonly string[], folder: string, env: Record<string, string>) {
    this.process = spawn(process.execPath, args, { cwd: folder, env });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk;
        this.news.emit('some');
      });
    this.ended = once(this.process, 'close').then(([code]) => {
      this.news.emit('some');
      return { code, output: this.output };
    });
  }

  /** Waits until the process has printed a text. */
  async until(text: string): Promise<void> {
    while (!this.output.includes(text)) {
      if (this.process.exitCode !== null) throw new Error(`it ended without “${text}”: ${this.output}`);
      await once(this.news, 'some');
    }
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
    this.process.kill(signal);
    return this.ended;
  }
}
