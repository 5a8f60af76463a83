export default async function end(): Promise<void> {
  await globalThis.weirPostgres?.stop();
}
