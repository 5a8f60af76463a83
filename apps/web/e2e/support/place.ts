/** `mailbox`: the folder in which the mail server keeps what it takes. */
export type Place = { web: string; api: string; database: string; mailbox: string };

/** Where the stack of this run is. */
export function stack(): Place {
  const told = process.env.WEIR_E2E;
  if (!told) throw new Error('no stack is running: begin.ts starts it before the tests');
  return JSON.parse(told) as Place;
}
