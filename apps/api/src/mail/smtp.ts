import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { ENV, type Env } from '../env.js';
import { inSpan } from '../tracing/spans.js';
import type { LaidOut } from './letters/layout/layout.js';
import type { Letter } from './letters/letter.js';
import { type Failure, failureOf } from './smtp-failures.js';

/** In milliseconds. `sendTimeout` is for all of one mail. */
const timeouts = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  dnsTimeout: 10_000,
  socketTimeout: 20_000,
};
const sendTimeout = 30_000;

export type Mail = LaidOut & Pick<Letter, 'stop' | 'thread'>;
export type Envelope = { id: string; to: { name: string; address: string }; at: Date };
export type Delivery = { kind: 'sent' } | Failure;

/**
 * Sends mail to the server of WEIR_SMTP_URL. The operator chooses its host, which can be in the local network, so no
 * address is refused here as it would be if a user had chosen it.
 */
@Injectable()
export class Smtp implements OnApplicationShutdown {
  /** Null where e-mail is off. */
  private readonly transport: Transporter | null = null;
  private readonly from: string = '';
  private readonly replyTo: string | undefined;
  private readonly url: URL | null = null;

  constructor(@Inject(ENV) env: Env) {
    const { WEIR_SMTP_URL: url, WEIR_MAIL_FROM: from } = env;
    if (!url || !from) return;
    this.from = from;
    this.replyTo = env.WEIR_MAIL_REPLY_TO;
    this.url = new URL(url);
    this.transport = createTransport({
      url,
      pool: true,
      maxConnections: 1,
      // We count the attempts ourselves.
      maxRequeues: 0,
      idleTimeout: 5_000,
      disableFileAccess: true,
      disableUrlAccess: true,
      ...timeouts,
    });
  }

  get isOn(): boolean {
    return this.transport !== null;
  }

  /** For the log, without credentials. */
  get host(): string {
    return this.url?.host ?? '';
  }

  /**
   * Sends one letter to one reader. Its Message-ID is the mail's id, so that mail programs show a mail that went out
   * twice only once. All letters of a thread answer the same message, which was never sent. So their order and number do
   * not matter. Addresses are passed apart from names and never parsed from a text.
   */
  async send(
    { subject, text, html, stop, thread }: Mail,
    { id, to, at }: Envelope,
    cutOff: AbortSignal,
  ): Promise<Delivery> {
    if (!this.transport) throw new Error('e-mail is off');
    const signal = AbortSignal.any([cutOff, AbortSignal.timeout(sendTimeout)]);
    try {
      const mail = {
        from: this.from,
        to: [to],
        subject,
        text,
        html,
        date: at,
        messageId: this.messageId(id),
        ...(thread && { inReplyTo: this.messageId(thread), references: this.messageId(thread) }),
        ...(this.replyTo && { replyTo: this.replyTo }),
        headers: { 'Auto-Submitted': 'auto-generated', ...(stop && stopHeaders(stop.oneClick)) },
        signal,
      };
      const { transport } = this;
      await inSpan('send mail', { kind: 'client', begins: 'ifNone' }, () => transport.sendMail(mail));
      return { kind: 'sent' };
    } catch (error) {
      return failureOf(error, this.url);
    }
  }

  private messageId(name: string): string {
    return `<${name}@${this.from.replace(/^.*@|>$/g, '')}>`;
  }

  onApplicationShutdown(): void {
    this.transport?.close();
  }
}

/** RFC 2369 and RFC 8058. One click wants https, as every mail provider does. */
function stopHeaders(oneClick: string): Record<string, string> {
  return {
    'List-Unsubscribe': `<${oneClick}>`,
    ...(oneClick.startsWith('https:') && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
  };
}
