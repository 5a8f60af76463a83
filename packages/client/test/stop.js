import { rmSync } from 'node:fs';

export default async function () {
  const { folder, postgres, api } = globalThis.weirOfTests;
  await api?.stop();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
