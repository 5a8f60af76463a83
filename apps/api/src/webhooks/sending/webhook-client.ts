import { Inject, Injectable } from '@nestjs/common';
import type { DeliveryError } from '@weir/contract';
import { Webhook as Signer } from 'standardwebhooks';
import { Clock } from '../../clock.js';
import { ENV, type Env } from '../../env.js';
import { addressesOf } from '../../outgoing-calls/name-servers.js';
import { type CallAnswer, post } from '../../outgoing-calls/outgoing-call.js';
import {
  InternalAddress,
  isPublic,
  literalAddress,
  publicLookup,
} from '../../outgoing-calls/public-address.js';
import { secondsAsked } from '../../outgoing-calls/retry-after.js';
import { WebhookSecrets } from '../webhook-secrets.js';

/** `secretIds`: all secrets that are valid now. */
export type Receiver = { url: string; secretIds: readonly string[] };
/** `id`: the same for each attempt. */
export type OutgoingMessage = { id: string; type: string; body: string };
/** `retryAfter`: the seconds that the receiver asks for. */
export type Attempt = {
  isAccepted: boolean;
  status: number | null;
  error: DeliveryError | null;
  headers: Record<string, string> | null;
  body: string | null;
  retryAfter: number | null;
  duration: number;
};

/** Milliseconds for all of one attempt. */
const timeout = 10_000;
/** Characters of an answer that are kept. */
const mostKept = 1000;
/** The headers of an answer that are kept: they help to find out what went wrong, and have no secrets. */
const keptHeaders = ['content-type', 'location', 'retry-after', 'server', 'date', 'x-request-id'];
const longestHeader = 200;
/** Below are ports of services that are not for the web. */
const firstFreePort = 1024;

/** Sends a message to a receiver, signed as Standard Webhooks say. It calls no internal address, and follows no redirect. */
@Injectable()
export class WebhookClient {
  private readonly ownReceivers: ReadonlySet<string>;
  private readonly lookup = publicLookup();

  constructor(
    @Inject(ENV) env: Env,
    private readonly secrets: WebhookSecrets,
    private readonly clock: Clock,
  ) {
    this.ownReceivers = new Set(env.WEIR_WEBHOOK_RECEIVERS);
  }

  /**
   * Why no message may go to this address; null if it may. A name that can’t be resolved is not refused: what counts is the check
   * at each connection.
   */
  async refusalOf(address: string): Promise<'webhookUrl' | 'webhookInternal' | null> {
    const url = new URL(address);
    if (this.ownReceivers.has(url.origin)) return null;
    const isForWeb = url.port === '' || Number(url.port) >= firstFreePort;
    if (url.protocol !== 'https:' || !isForWeb || url.username !== '' || url.password !== '')
      return 'webhookUrl';
    const literal = literalAddress(url);
    const found = literal === null ? await resolved(url.hostname) : [literal];
    return found.every(isPublic) ? null : 'webhookInternal';
  }

  async send(
    { url: address, secretIds }: Receiver,
    message: OutgoingMessage,
    cutOff: AbortSignal,
  ): Promise<Attempt> {
    const url = new URL(address);
    const begun = performance.now();
    const isOwn = this.ownReceivers.has(url.origin);
    const at = this.clock.now();
    const late = AbortSignal.timeout(timeout);
    try {
      const literal = literalAddress(url);
      // A lookup is not made for a number.
      if (!isOwn && literal !== null && !isPublic(literal)) throw new InternalAddress(url.host);
      const answer = await post(url, {
        name: 'webhook',
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(message.body),
          'user-agent': 'Weir-Webhooks/1',
          'webhook-id': message.id,
          'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
          'webhook-signature': secretIds
            .map((id) => new Signer(this.secrets.textOf(id)).sign(message.id, at, message.body))
            .join(' '),
        },
        body: message.body,
        lookup: isOwn ? undefined : this.lookup,
        signal: AbortSignal.any([late, cutOff]),
        mostRead: mostKept,
      });
      return answered(answer, performance.now() - begun, at);
    } catch (error) {
      return unanswered(late.aborted ? 'timedOut' : errorOf(error), performance.now() - begun);
    }
  }
}

async function resolved(host: string): Promise<string[]> {
  try {
    return (await addressesOf(host)).map(({ address }) => address);
  } catch {
    return [];
  }
}

function answered({ status, headers, text }: CallAnswer, duration: number, at: Date): Attempt {
  const kept = keptHeaders.flatMap((name) => {
    const value = headers[name];
    return typeof value === 'string' ? [[name, value.slice(0, longestHeader)] as const] : [];
  });
  return {
    isAccepted: status >= 200 && status < 300,
    status,
    error: null,
    headers: Object.fromEntries(kept),
    // PostgreSQL stores no NUL.
    body: text.replaceAll('\0', ''),
    retryAfter: secondsAsked(headers['retry-after'], at),
    duration: Math.round(duration),
  };
}

function unanswered(error: DeliveryError, duration: number): Attempt {
  const nothing = { status: null, headers: null, body: null, retryAfter: null };
  return { isAccepted: false, error, ...nothing, duration: Math.round(duration) };
}

function errorOf(error: unknown): DeliveryError {
  if (error instanceof InternalAddress) return 'internalAddress';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^(ENOTFOUND|ENODATA|ESERVFAIL|ETIMEOUT|EAI_)/.test(code)) return 'unknownHost';
  return /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)|^EPROTO$/.test(code)
    ? 'tls'
    : 'unreachable';
}
