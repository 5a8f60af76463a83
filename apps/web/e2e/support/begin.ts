import { aStack } from './stack.ts';

/** One stack for the run; each test file has a board of its own on it. */
export default async function begin() {
  const { web, api, database, stop } = await aStack();
  globalThis.stopWeir = stop;
  process.env.WEIR_E2E = JSON.stringify({ web, api, database });
}

declare global {
  var stopWeir: (() => Promise<void>) | undefined;
}
