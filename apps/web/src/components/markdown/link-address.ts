const openable = new Set(['http:', 'https:', 'mailto:']);

/** Whether a text may link there: a page of the web, a page of Weir (`/demo/PLAT`), or an e-mail address. */
export function isOpenable(address: string): boolean {
  try {
    return openable.has(new URL(address, 'https://weir.invalid').protocol);
  } catch {
    return false;
  }
}
