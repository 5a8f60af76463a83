/**
 * `database` is as the API's role, `owner` as one that may create databases. `mailbox`: the folder in which the mail
 * server stores mails. `push`: where a test can run a push service: the first one is of `devices`, the second of `moving-in`.
 * `receiver`: where one can receive webhooks.
 */
export type Addresses = {
  web: string;
  api: string;
  database: string;
  owner: string;
  mailbox: string;
  push: [string, string];
  receiver: string;
};

/** The addresses of this run's stack. */
export function stack(): Addresses {
  const addresses = process.env.WEIR_E2E;
  if (!addresses) throw new Error('no stack is running: begin.ts starts it before the tests');
  return JSON.parse(addresses) as Addresses;
}
