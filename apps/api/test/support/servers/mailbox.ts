import { EventEmitter, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export type Received = { from: string; to: string[]; mail: ParsedMail; raw: string };
type Reply = { code: number; text: string };

/** A mail server that keeps the mails it accepts and can be set to refuse some. */
export class Mailbox {
  readonly received: Received[] = [];
  /** The credentials of each sign-in, as `user:password`. */
  readonly signedIn: string[] = [];
  /** The number of connections opened. */
  connections = 0;
  /** Refusals of a recipient, the sender or a connection. */
  refuses: { recipient?: (address: string) => Reply | null; sender?: Reply; connection?: Reply } = {};
  private readonly arrivals = new EventEmitter<{ mail: [Received] }>();
  private isOpen = false;
  private server: SMTPServer | undefined;

  private port = 0;

  get url(): string {
    return `smtp://weir:p%40ss%3Aword@127.0.0.1:${this.port}`;
  }

  /** Listens, after a stop on the same port. Does nothing if it already listens. */
  async start(): Promise<void> {
    if (this.isOpen) return;
    this.isOpen = true;
    this.server = this.make();
    const listening = this.server.listen(this.port, '127.0.0.1');
    await once(listening, 'listening');
    this.port = (listening.address() as AddressInfo).port;
  }

  stop(): Promise<void> {
    this.isOpen = false;
    return new Promise((resolve) => (this.server ? this.server.close(() => resolve()) : resolve()));
  }

  to(address: string): Received[] {
    return this.received.filter(({ to }) => to.includes(address));
  }

  /** Waits for the next mail. */
  async next(): Promise<Received> {
    const [received] = await once(this.arrivals, 'mail');
    return received;
  }

  private make(): SMTPServer {
    return new SMTPServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      disableReverseLookup: true,
      closeTimeout: 10,
      onConnect: (_session, done) => {
        this.connections += 1;
        done(asError(this.refuses.connection));
      },
      onAuth: ({ username = '', password = '' }, _session, done) => {
        this.signedIn.push(`${username}:${password}`);
        done(null, { user: username });
      },
      onMailFrom: (_address, _session, done) => done(asError(this.refuses.sender)),
      onRcptTo: ({ address }, _session, done) => done(asError(this.refuses.recipient?.(address))),
      onData: (stream, { envelope }, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', async () => {
          const raw = Buffer.concat(chunks).toString();
          const from = envelope.mailFrom ? envelope.mailFrom.address : '';
          const to = envelope.rcptTo.map(({ address }) => address);
          const received = { from, to, raw, mail: await simpleParser(raw) };
          this.received.push(received);
          this.arrivals.emit('mail', received);
          done();
        });
      },
    });
  }
}

function asError(reply: Reply | null | undefined): Error | null {
  return reply ? Object.assign(new Error(reply.text), { responseCode: reply.code }) : null;
}
