import { afterAll, beforeAll } from '@jest/globals';
import { type Api, theApi } from './api.js';
import { Mailbox, type Received } from './servers/mailbox.js';

export type OutboxRow = {
  sent_at: Date | null;
  failed_at: Date | null;
  due_at: Date | null;
  attempts: number;
  error: string | null;
};

/** The API of a test file with a mail server. Mails go out only when `deliver` is called; without `caps` those before don’t count. */
export function theApiWithMail({ caps = false } = {}) {
  const mailbox = new Mailbox();
  beforeAll(() => mailbox.start());
  const api: Api = theApi(() => mailSettings(mailbox));
  afterAll(() => mailbox.stop());
  let seen = 0;
  return {
    api,
    mailbox,
    /** Sends the mails that are due. Returns what arrived since the last call. */
    async deliver(): Promise<Received[]> {
      if (!caps) await api.pool.query('UPDATE mails SET mailbox = NULL WHERE mailbox IS NOT NULL');
      await api.service('MailService').deliverDue();
      const arrived = mailbox.received.slice(seen);
      seen = mailbox.received.length;
      return arrived;
    },
    /** All mails of the outbox, oldest first. */
    async outbox(): Promise<OutboxRow[]> {
      const { rows } = await api.pool.query<OutboxRow>('SELECT * FROM mails ORDER BY at, id');
      return rows;
    },
  };
}

export function mailSettings(mailbox: Mailbox) {
  return { WEIR_SMTP_URL: mailbox.url, WEIR_MAIL_FROM: 'Weir of Demo <weir@weir.test>' };
}
