import { freePort } from '@weir/stack';
import type { Addresses } from '../addresses.ts';
import { chromiumPath } from '../browser.ts';
import { aMailServer } from '../mailbox.ts';
import { aStack } from '../stack.ts';

/** Starts one stack for the run, with a mail server and a browser. Each test file has its own board on it. */
export default async function begin() {
  const mail = await aMailServer();
  process.env.WEIR_SMTP_URL = mail.url;
  process.env.WEIR_MAIL_FROM = 'Weir <weir@weir.test>';
  const push: [string, string] = [
    `http://127.0.0.1:${await freePort()}`,
    `http://127.0.0.1:${await freePort()}`,
  ];
  process.env.WEIR_PUSH_SERVICES = push.join();
  const receiver = `http://127.0.0.1:${await freePort()}`;
  process.env.WEIR_WEBHOOK_RECEIVERS = receiver;
  const { web, api, database, owner, stop } = await aStack();
  globalThis.stopWeir = async () => {
    await stop();
    await mail.stop();
  };
  process.env.CHROMIUM_PATH = await chromiumPath();
  const addresses = { web, api, database, owner, mailbox: mail.folder, push, receiver };
  process.env.WEIR_E2E = JSON.stringify(addresses satisfies Addresses);
}

declare global {
  var stopWeir: (() => Promise<void>) | undefined;
}
