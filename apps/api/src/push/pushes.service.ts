import { Injectable, Logger } from '@nestjs/common';
import { Language, type PushMessage, TimeZone } from '@weir/contract';
import { type NoticeFacts, nextMailTime } from '@weir/domain';
import { defaultLanguage, noticeText, worded } from '@weir/words';
import { createWords } from '@weir/words/catalogue';
import { Outbox } from '../background/outbox.js';
import { Clock } from '../clock.js';
import { errorText } from '../error-text.js';
import { pageOfNotice } from '../notices/page-of-notice.js';
import { BreakerOpen } from '../outgoing-calls/breakers/breaker.js';
import { Breakers } from '../outgoing-calls/breakers/breakers.service.js';
import { PushClient, type PushDelivery } from './push-client.js';
import { PushKeys } from './push-keys.js';
import { type ClaimedDevice, type DuePush, PushesRepository } from './pushes.repository.js';

const minute = 60_000;
/** A lease is longer than any attempt. */
const lease = 2 * minute;
const atOnce = 10;
/** The wait after the first failure of a device, after the second, and so on. The last one stays. */
const waits = [1, 5, 15, 60, 240].map((minutes) => minutes * minute);
const longestWait = 240 * minute;
/** Characters. Push services take messages of 4 KB, of which a character can need four bytes. */
const longest = { title: 150, text: 400 };

type Attempt = { now: Date; leasedTo: Date; cutOff: AbortSignal };

/**
 * Delivers notices to the devices of their readers. All notices that are due for a device become one message: the notice itself,
 * or the number of notices if there are several, as after quiet hours or an outage. Notices that their reader has read in the app,
 * or that are a day old, are not sent. After a failure all notices of the device wait, so a push service that is down, or slow,
 * costs one attempt each time. If it has failed five times in a row for any of its devices, its breaker opens, and the devices wait
 * without a failure. A device whose subscription has ended is removed.
 */
@Injectable()
export class PushesService extends Outbox {
  private readonly log = new Logger('Push');

  constructor(
    private readonly repository: PushesRepository,
    private readonly client: PushClient,
    private readonly keys: PushKeys,
    private readonly breakers: Breakers,
    private readonly clock: Clock,
  ) {
    super();
  }

  protected async deliverNext(cutOff: AbortSignal): Promise<boolean> {
    if (!this.keys.isOn) return false;
    const now = this.clock.now();
    const leasedTo = new Date(now.getTime() + lease);
    const devices = await this.repository.claim(now, leasedTo, atOnce);
    await Promise.all(
      devices.map((device) =>
        this.deliver(device, { now, leasedTo, cutOff }).catch((error) => {
          this.log.error(`device ${device.id}: ${errorText(error)}`);
        }),
      ),
    );
    return devices.length > 0;
  }

  private async deliver(device: ClaimedDevice, { now, leasedTo, cutOff }: Attempt): Promise<void> {
    const wanted = device.due.filter(({ isWanted }) => isWanted);
    const sendAt = wanted.length > 0 ? endOfQuiet(device, now) : now;
    if (sendAt > now) {
      await this.repository.delay(device, sendAt);
      return this.repository.release(device, leasedTo, null);
    }
    const message = await this.messageOf(device, wanted);
    if (!message) {
      await this.repository.settle(device, device.due);
      return this.repository.release(device, leasedTo, null);
    }
    const delivery = await this.send(device, message, cutOff);
    if (typeof delivery === 'number')
      return this.repository.wait(device, leasedTo, new Date(now.getTime() + delivery));
    if (delivery.kind === 'gone') {
      this.log.log(`device ${device.id} is gone: it gets no more notices`);
      return this.repository.remove(device, leasedTo);
    }
    if (delivery.kind === 'failed') {
      // Stopped: the lease ends, and another instance goes on.
      if (cutOff.aborted) return;
      this.log.warn(`device ${device.id} waits: ${delivery.why}`);
      return this.repository.failed(device, leasedTo, nextTry(device.failures, delivery.retryAfter, now));
    }
    if (delivery.kind === 'refused') this.log.warn(`device ${device.id}: ${delivery.why}`);
    await this.repository.settle(device, device.due);
    await this.repository.release(device, leasedTo, delivery.kind === 'sent' ? now : null);
  }

  /** The result, or the milliseconds to wait if the breaker of the push service is open. */
  private async send(
    device: ClaimedDevice,
    message: PushMessage,
    cutOff: AbortSignal,
  ): Promise<PushDelivery | number> {
    const breaker = this.breakers.of('push', new URL(device.endpoint).origin);
    try {
      return await breaker.run(
        () => this.client.send(device, message, cutOff),
        (outcome) =>
          'value' in outcome && outcome.value.kind === 'failed' && outcome.value.isDown && !cutOff.aborted,
      );
    } catch (error) {
      if (error instanceof BreakerOpen) return error.pause;
      throw error;
    }
  }

  /** Null if there is nothing to say. */
  private async messageOf(device: ClaimedDevice, wanted: readonly DuePush[]): Promise<PushMessage | null> {
    const last = wanted.at(-1);
    if (!last) return null;
    const language = Language.safeParse(device.language).data ?? defaultLanguage;
    const words = createWords(language, TimeZone.safeParse(device.timeZone).data ?? null);
    const { slug, noticeId } = last;
    if (wanted.length > 1) {
      const count = wanted.length;
      const title = words.t('push.several.title', { count });
      return {
        title,
        text: words.t('push.several.text', { count }),
        path: `/${slug}/notices`,
        tag: noticeId,
        language,
      };
    }
    const notice = await this.repository.notice(last);
    if (!notice || notice.isGone) return null;
    const facts = worded(words, notice.facts) as NoticeFacts;
    const { title, text } = noticeText(words, facts);
    return {
      title: shortened(title, longest.title),
      text: shortened(text, longest.text),
      path: `/${slug}${pageOfNotice(notice.board, notice, facts.kind)}`,
      ...{ tag: noticeId, language },
    };
  }
}

function endOfQuiet({ quiet }: ClaimedDevice, now: Date): Date {
  if (!quiet) return now;
  const { from, until, timeZone } = quiet;
  const zone = TimeZone.safeParse(timeZone).data ?? 'UTC';
  return nextMailTime({ quietHours: { from, until }, daily: false }, now, now, zone);
}

function nextTry(failures: number, retryAfter: number | null, now: Date): Date {
  const wait = waits[failures] ?? longestWait;
  const asked = Math.min((retryAfter ?? 0) * 1000, longestWait);
  return new Date(now.getTime() + Math.max(wait, asked));
}

function shortened(text: string, most: number): string {
  const characters = [...text];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text;
}
