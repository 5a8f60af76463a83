import { Inject, Injectable, Logger } from '@nestjs/common';
import { Language, TimeZone } from '@weir/contract';
import { defaultLanguage } from '@weir/words';
import {
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhenResult,
  isBrokenCircuitError,
} from 'cockatiel';
import { Clock } from '../clock.js';
import { ENV, type Env } from '../env.js';
import { SignedLinks } from '../http/signed-links.js';
import { type ClaimedMail, MailRepository, type Recipient } from './mail.repository.js';
import { type Letter, letterOfNotice, letterToConfirm, type Reader } from './mail-content.js';
import { isStale, nextTry } from './retry-times.js';
import { type Delivery, Smtp } from './smtp.js';

/** In milliseconds. A lease is longer than any attempt; a run ends well before the next one is due. */
const lease = 2 * 60_000;
const longestRun = 60_000;
const standsStillFor = 60_000;
const failuresInARow = 5;
const patience = 5_000;

type Outcome = Delivery['kind'] | 'givenUp' | 'none' | 'cutOff';

/**
 * Empties the outbox, at least once each: an attempt that fails is made again later, as `tries` says. While the mail
 * server is down nothing is taken, so nothing is tried in vain: after five failures in a row this instance leaves
 * it alone for a minute, then tries with one mail.
 */
@Injectable()
export class MailService {
  private readonly log = new Logger('Mail');
  private readonly breaker: CircuitBreakerPolicy;
  private readonly cutOff = new AbortController();
  private isStopping = false;
  private running: Promise<void> | undefined;

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly repository: MailRepository,
    private readonly smtp: Smtp,
    private readonly links: SignedLinks,
    private readonly clock: Clock,
  ) {
    this.breaker = circuitBreaker(
      handleWhenResult((outcome) => outcome === 'down'),
      { halfOpenAfter: standsStillFor, breaker: new ConsecutiveBreaker(failuresInARow) },
    );
    this.breaker.onBreak(() => this.log.warn(`${smtp.host} takes no mail: what is due waits`));
    this.breaker.onReset(() => this.log.warn(`${smtp.host} takes mail again`));
  }

  /** Sends what is due. Several instances may do so at once, and each mail is taken by one of them. */
  deliverDue(): Promise<void> {
    if (!this.smtp.isOn) return Promise.resolve();
    this.running ??= this.run().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  /** Begins no other mail, and cuts off the one that is on its way if it takes too long: it is tried again elsewhere. */
  async stop(): Promise<void> {
    this.isStopping = true;
    const timer = setTimeout(() => this.cutOff.abort(), patience);
    await this.running?.catch(() => {});
    clearTimeout(timer);
  }

  private async run(): Promise<void> {
    const begun = performance.now();
    try {
      while (!this.isStopping && performance.now() - begun < longestRun) {
        if ((await this.breaker.execute(() => this.deliverNext())) === 'none') return;
      }
    } catch (error) {
      if (!isBrokenCircuitError(error)) throw error;
    }
  }

  private async deliverNext(): Promise<Outcome> {
    const now = this.clock.now();
    const leasedTo = new Date(now.getTime() + lease);
    const mail = await this.repository.claim(now, leasedTo);
    if (!mail) return 'none';
    const { to } = mail;
    const needless = this.needless(mail, now);
    if (needless || !to) {
      await this.repository.giveUp(mail, { at: now, error: needless ?? 'Whom it was for has left.' });
      return 'givenUp';
    }

    const address = { name: mail.formAsk ? '' : to.name, address: to.email };
    const envelope = { id: mail.id, to: address, at: now };
    const delivery = await this.smtp.send(this.letterOf(mail, readerOf(to)), envelope, this.cutOff.signal);
    if (delivery.kind !== 'sent' && this.cutOff.signal.aborted) return 'cutOff';
    await this.note(mail, delivery, leasedTo);
    return delivery.kind;
  }

  /** Why it is not worth sending any more; null where it is. */
  private needless(mail: ClaimedMail, now: Date): string | null {
    const { workspace, formAsk } = mail;
    if (workspace.archived) return 'The workspace is archived.';
    if (formAsk?.isUsed) return 'The address is confirmed already.';
    if (formAsk && Date.parse(formAsk.expiresAt) <= now.getTime()) return 'What it was to confirm has ended.';
    if (isStale(mail, now)) return 'No e-mail went out for two days, and then it was too late.';
    return null;
  }

  private letterOf({ workspaceId, workspace, notice, formAsk }: ClaimedMail, reader: Reader): Letter {
    if (formAsk) {
      const link = this.links.toConfirm(workspaceId, formAsk.id);
      return letterToConfirm(reader, formAsk, { workspace: workspace.name, link });
    }
    if (!notice) throw new Error('a mail is of a notice or of what came by the form');
    const { facts, board, number, guestId } = notice;
    if (guestId) return letterOfNotice(reader, facts, this.links.toGuest(workspaceId, guestId));
    const page = number === null ? 'intake' : `requests/${number}`;
    const web = this.env.WEIR_WEB_URL.replace(/\/+$/, '');
    return letterOfNotice(reader, facts, `${web}/${workspace.slug}/${board}/${page}`);
  }

  private async note(mail: ClaimedMail, delivery: Delivery, leasedTo: Date): Promise<void> {
    const now = this.clock.now();
    if (delivery.kind === 'sent') return this.repository.sent(mail, now);
    const { kind, why: error } = delivery;
    const dueAt = kind === 'refused' ? null : nextTry(mail.attempts + 1, now);
    this.log.warn(`mail ${mail.id} ${dueAt ? 'waits' : 'is given up'}: ${error}`);
    if (dueAt) return this.repository.tryAgain(mail, { leasedTo, dueAt, error });
    return this.repository.giveUp(mail, { at: now, error });
  }
}

/** English for people who have chosen no language: a job does not know their browser. */
function readerOf({ name, language, timeZone }: Recipient): Reader {
  return {
    name,
    language: Language.safeParse(language).data ?? defaultLanguage,
    timeZone: TimeZone.safeParse(timeZone).data ?? null,
  };
}
