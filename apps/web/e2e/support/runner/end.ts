export default async function end() {
  await globalThis.stopWeir?.();
}
