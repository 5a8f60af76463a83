import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { MigrationAdapter, type ScriptOptions } from './adapter.js';
import { readSchema } from './files.js';

export type SchemaEngine = bindings.SchemaEngine;

/**
 * Runs `work` with Prisma's own migration engine, connected to the database of `connectionString`.
 *
 * It is the engine of `prisma migrate`, as WebAssembly from npm. The command line tool would download a native one
 * from a host that many networks can't reach.
 */
export async function withEngine<T>(
  connectionString: string,
  work: (engine: SchemaEngine) => Promise<T>,
  options: ScriptOptions = { lockSeconds: 0, say: () => undefined },
): Promise<T> {
  await loaded;
  const database = new MigrationAdapter({ connectionString, max: 1 }, options);
  const { path, content } = await readSchema();
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(database);
    const engine = await bindings.SchemaEngine.new({ datamodels: [[path, content]] }, ignoreLogs, adapter);
    return await work(engine);
  } finally {
    await database.close();
  }
}

const ignoreLogs = () => undefined;

/** The package expects a bundler that understands `import … from 'x.wasm'`; in Node we load it ourselves. */
async function instantiate(): Promise<void> {
  const glue = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(glue.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': imports() });
  (bindings as unknown as Glue).__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

/** The engine never clears its timeouts; they would keep a finished process alive for ten seconds. */
function imports(): object {
  const [name] = Object.keys(bindings).filter((key) => key.startsWith('__wbg_setTimeout_'));
  const unref = (callback: () => void, milliseconds: number) => setTimeout(callback, milliseconds).unref();
  return { ...bindings, ...(name && { [name]: unref }) };
}

// The parts used here: TypeScript has types of WebAssembly only in its browser library.
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: Exports } }>;
};
type Exports = { __wbindgen_start(): void };
type Glue = { __wbg_set_wasm(exports: Exports): void };

const loaded = instantiate();
