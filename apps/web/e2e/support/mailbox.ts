import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { stack } from './addresses.ts';
import { becomes, patience } from './until.ts';

/** A real mail server for the run. It accepts everything and stores mails as files, which tests in other processes read. */
export async function aMailServer(): Promise<{ url: string; folder: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'weir-mail-'));
  let taken = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    closeTimeout: 10,
    onData: (stream, _session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        taken += 1;
        const name = String(taken).padStart(6, '0');
        // A mail appears as a whole or not at all.
        writeFileSync(join(folder, `${name}.part`), Buffer.concat(parts));
        renameSync(join(folder, `${name}.part`), join(folder, `${name}.eml`));
        done();
      });
    },
  });
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  return {
    url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    folder,
    async stop() {
      await new Promise<void>((closed) => server.close(closed));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The mails to an address, oldest first. */
export async function mailsTo(address: string): Promise<ParsedMail[]> {
  const { mailbox } = stack();
  const files = readdirSync(mailbox).filter((name) => name.endsWith('.eml'));
  const all = await Promise.all(files.sort().map((name) => parsed(join(mailbox, name))));
  return all.filter(({ to }) => [to ?? []].flat().some(({ text }) => text.includes(address)));
}

/** A mail never changes, and tests look again and again until one arrives. */
const mails = new Map<string, Promise<ParsedMail>>();

function parsed(file: string): Promise<ParsedMail> {
  const mail = mails.get(file) ?? simpleParser(readFileSync(file));
  mails.set(file, mail);
  return mail;
}

/** The nth e-mail to an address, once it has arrived, as plain text. */
export async function mailTo(address: string, nth: number): Promise<{ subject: string; text: string }> {
  await becomes(async () => (await mailsTo(address)).length >= nth, true);
  const { subject = '', text = '' } = (await mailsTo(address))[nth - 1] ?? {};
  return { subject, text };
}

/** The first mail to an address with this text, once it has arrived: some are sent minutes after what they tell of. */
export async function mailWith(address: string, text: string) {
  const found = async () => (await mailsTo(address)).find((mail) => mail.text?.includes(text));
  await becomes(async () => (await found()) !== undefined, true, 4 * patience);
  const { text: whole = '', subject, html, references, headers } = (await found())!;
  return { text: whole, subject, html: html || '', references, headers };
}

/** The URL of one of our pages that an e-mail links to. */
export function linkIn(text: string, page: string): string {
  const link = text.match(new RegExp(`https?://\\S+${page}#\\S+`))?.[0];
  if (!link) throw new Error(`no link to ${page} in: ${text}`);
  return link;
}
