import { Inject, Injectable } from '@nestjs/common';
import type { PushMessage } from '@weir/contract';
import webPush from 'web-push';
import { Clock } from '../clock.js';
import { ENV, type Env } from '../env.js';
import { type CallAnswer, post } from '../outgoing-calls/outgoing-call.js';
import { InternalAddress, isPublic, literalAddress, publicLookup } from '../outgoing-calls/public-address.js';
import { secondsAsked } from '../outgoing-calls/retry-after.js';
import { PushKeys } from './push-keys.js';

export type Endpoint = { endpoint: string; p256dh: string; auth: string };
/**
 * `gone`: the subscription has ended. `refused`: this message can never be delivered. `failed`: another attempt can succeed,
 * after `retryAfter` seconds if the push service names them. `isDown`: the service can deliver no other message either.
 */
export type PushDelivery =
  | { kind: 'sent' }
  | { kind: 'gone' }
  | { kind: 'refused'; why: string; retryAfter: null }
  | { kind: 'failed'; why: string; retryAfter: number | null; isDown: boolean };

/** Milliseconds for all of one message. */
const timeout = 10_000;
/** Seconds for which a push service keeps a message for a device that is off. */
const timeToLive = 24 * 60 * 60;
/** Characters of an answer that are read. Its text is not used. */
const mostRead = 1;

/** Sends a message to a browser through its push service: encrypted for the browser (RFC 8291), signed by this server (RFC 8292). */
@Injectable()
export class PushClient {
  private readonly ownServices: ReadonlySet<string>;
  private readonly lookup = publicLookup();

  constructor(
    @Inject(ENV) env: Env,
    private readonly keys: PushKeys,
    private readonly clock: Clock,
  ) {
    this.ownServices = new Set(env.WEIR_PUSH_SERVICES);
  }

  /** Whether messages may go to this address: https on its own port and not an internal one, except for services that the operator named. */
  mayReach(endpoint: string): boolean {
    const url = new URL(endpoint);
    if (this.ownServices.has(url.origin)) return true;
    const address = literalAddress(url);
    return (
      url.protocol === 'https:' &&
      // The port is empty for 443. Any other would let a subscription reach services that aren't for the web.
      url.port === '' &&
      url.username === '' &&
      url.password === '' &&
      (address === null || isPublic(address))
    );
  }

  async send(
    { endpoint, p256dh, auth }: Endpoint,
    message: PushMessage,
    cutOff?: AbortSignal,
  ): Promise<PushDelivery> {
    if (!this.mayReach(endpoint)) return failed(new InternalAddress(new URL(endpoint).host));
    const signals = [AbortSignal.timeout(timeout), ...(cutOff ? [cutOff] : [])];
    try {
      const { headers, body } = webPush.generateRequestDetails(
        { endpoint, keys: { p256dh, auth } },
        JSON.stringify(message),
        {
          vapidDetails: this.keys.vapid,
          TTL: timeToLive,
          // A message that waits for a device is replaced by the next with the same topic.
          topic: message.tag.replaceAll('-', ''),
        },
      );
      const url = new URL(endpoint);
      const lookup = this.ownServices.has(url.origin) ? undefined : this.lookup;
      const signal = AbortSignal.any(signals);
      return deliveryOf(
        await post(url, { name: 'push', headers, body, lookup, signal, mostRead }),
        this.clock.now(),
      );
    } catch (error) {
      return failed(error);
    }
  }
}

/** RFC 8030, 5: 201 for a message that was taken, 404 and 410 for a subscription that has ended. */
function deliveryOf({ status, headers }: CallAnswer, now: Date): PushDelivery {
  if (status >= 200 && status < 300) return { kind: 'sent' };
  if (status === 404 || status === 410) return { kind: 'gone' };
  // The text of the answer is not logged: it can have the address of the device.
  const why = `the push service answered ${status}`;
  // 413: too large. 401 and 403 say that this server's key or clock is wrong, which can be corrected.
  if (status === 400 || status === 413) return { kind: 'refused', why, retryAfter: null };
  const retryAfter = secondsAsked(headers['retry-after'], now);
  return { kind: 'failed', why, retryAfter, isDown: status >= 500 };
}

function failed(error: unknown): PushDelivery {
  const why = error instanceof Error ? error.message : String(error);
  return { kind: 'failed', why, retryAfter: null, isDown: !(error instanceof InternalAddress) };
}
