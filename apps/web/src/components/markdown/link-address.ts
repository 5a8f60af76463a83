const openable = /^(https?:\/\/|mailto:)/i;
/** An address of Weir. `//host` and `/\host` name another host. */
const own = /^(\/(?![/\\])|[?#])/;

/** Whether a text may link there: a page of the web, a page of Weir (`/demo/PLAT`), or an e-mail address. */
export function isOpenable(address: string): boolean {
  return openable.test(address) ? URL.canParse(address) : own.test(address);
}
