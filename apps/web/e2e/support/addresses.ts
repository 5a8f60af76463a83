/** `mailbox`: the folder in which the mail server stores mails. */
export type Place = { web: string; api: string; database: string; mailbox: string };

/** The addresses of this run's stack. */
export function stack(): Place {
  const told = process.env.WEIR_E2E;
  if (!told) throw new Error('no stack is running: begin.ts starts it before the tests');
  return JSON.parse(told) as Place;
}
