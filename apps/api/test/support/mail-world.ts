import { afterAll, beforeAll } from '@jest/globals';
import { MailService } from '../../src/mail/mail.service.js';
import { aWorld, type World } from './intake-world.js';
import { Mailbox, type Received } from './mailbox.js';

export type PostalWorld = World & {
  box: Mailbox;
  /** Sends what is due; what has come in since the last time. */
  post(): Promise<Received[]>;
  /** The outbox, oldest first. */
  outbox(): Promise<Entry[]>;
};
export type Entry = {
  sent_at: Date | null;
  failed_at: Date | null;
  due_at: Date | null;
  attempts: number;
  error: string | null;
};

/** The world of a test file with a mail server; nothing goes out but when it is told to. */
export function thePostalWorld(): PostalWorld {
  const world = {} as PostalWorld;
  beforeAll(async () => {
    const box = await Mailbox.open();
    let seen = 0;
    Object.assign(world, await aWorld(settingsFor(box)), {
      box,
      async post() {
        await world.api.app.get(MailService).deliverDue();
        const come = box.received.slice(seen);
        seen = box.received.length;
        return come;
      },
      async outbox() {
        const { rows } = await world.sql.query<Entry>('SELECT * FROM mails ORDER BY at, id');
        return rows;
      },
    });
  });
  afterAll(async () => {
    await world.close();
    await world.box.stop();
  });
  return world;
}

export function settingsFor(box: Mailbox) {
  return {
    WEIR_SMTP_URL: box.url,
    WEIR_MAIL_FROM: 'Weir of Demo <weir@weir.test>',
    WEIR_BACKGROUND: 'off',
  };
}
