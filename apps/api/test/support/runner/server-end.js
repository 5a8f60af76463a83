export default async function () {
  await globalThis.weirPostgres?.stop();
}
