import { Inject, Injectable, Logger } from '@nestjs/common';
import { type BoardDigest, can, Language, TimeZone } from '@weir/contract';
import { type NoticeFacts, nextMailTime } from '@weir/domain';
import { defaultLanguage, type Words, worded } from '@weir/words';
import { createWords } from '@weir/words/catalogue';
import { Outbox } from '../background/outbox.js';
import { Clock } from '../clock.js';
import { DigestService } from '../digest/digest.service.js';
import { ENV, type Env } from '../env.js';
import { InvitationTokens } from '../http/invitation-tokens.js';
import { SignedLinks } from '../http/signed-links.js';
import { pageOfNotice } from '../notices/page-of-notice.js';
import type { Breaker } from '../outgoing-calls/breakers/breaker.js';
import { Breakers } from '../outgoing-calls/breakers/breakers.service.js';
import { noWorkspace } from '../writes/idempotency.js';
import { GatheringRepository } from './gathering.repository.js';
import { LetterFactsRepository } from './letter-facts.repository.js';
import { letterOfAccount } from './letters/account/account.js';
import { letterToConfirmEmail } from './letters/account/confirm-address.js';
import { letterOfInvitation } from './letters/account/invitation.js';
import { letterOfDigest } from './letters/digest.js';
import { letterToConfirm } from './letters/guests/confirm-address.js';
import { letterOfGuestLink } from './letters/guests/link.js';
import { letterOfRoom, letterToConfirmWait } from './letters/guests/wait.js';
import { layOut } from './letters/layout/layout.js';
import { inHeader } from './letters/layout/without-links.js';
import type { Letter, Reader } from './letters/letter.js';
import { letterOfNewRequests } from './letters/new-requests.js';
import { letterOfNotice } from './letters/notices/notice.js';
import { letterOfSeveral } from './letters/several.js';
import {
  type AccountLetter,
  type ClaimedMail,
  type DigestToMail,
  type InvitationToMail,
  MailRepository,
  type Recipient,
} from './mail.repository.js';
import { isOutcome } from './outcomes.js';
import { isStale, nextTry, whenServerIsBack } from './retry-times.js';
import { type Delivery, Smtp } from './smtp.js';
import { replyCode } from './smtp-failures.js';
import { isUnreachable } from './unreachable.js';

/** In milliseconds. A lease is longer than any attempt. */
const lease = 2 * 60_000;

type Outcome = Delivery['kind'] | 'givenUp' | 'held' | 'none' | 'cutOff';

/**
 * Delivers the mails of the outbox, each at least once. Beyond a mailbox's cap a mail waits until there is room. A member's
 * notices that waited become one mail, because all of them are in the app; so do those that waited for the end of quiet hours
 * or for a daily mail. A guest gets each, because their answers come by mail. In an archived workspace nobody can read notices:
 * what became of a request is still mailed, each on its own and without a link. A failed attempt is repeated later
 * (`retry-times.ts`). If the server takes no mail at all, that does not count as an attempt: after five such failures in a
 * row its breaker opens, and this instance claims nothing for a minute and then tries one mail.
 */
@Injectable()
export class MailService extends Outbox {
  private readonly log = new Logger('Mail');
  private readonly breaker: Breaker;

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly repository: MailRepository,
    private readonly gathering: GatheringRepository,
    private readonly letterFacts: LetterFactsRepository,
    private readonly digests: DigestService,
    private readonly smtp: Smtp,
    private readonly links: SignedLinks,
    private readonly invitations: InvitationTokens,
    private readonly clock: Clock,
    breakers: Breakers,
  ) {
    super();
    this.breaker = breakers.of('mail', smtp.host);
  }

  protected async deliverNext(cutOff: AbortSignal): Promise<boolean> {
    if (!this.smtp.isOn || this.breaker.refuse() > 0) return false;
    return (await this.deliverOne(cutOff)) !== 'none';
  }

  private async deliverOne(cutOff: AbortSignal): Promise<Outcome> {
    const now = this.clock.now();
    const leasedTo = new Date(now.getTime() + lease);
    const mail = await this.repository.claim(now, leasedTo);
    if (!mail) return 'none';
    const { to } = mail;
    const isArchived = mail.workspace?.archived === true;
    if (isArchived) await this.gathering.release(mail, now);
    const reason = this.reasonNotToSend(mail, now);
    if (reason || !to) {
      await this.repository.giveUp(mail, {
        at: now,
        error: reason ?? absenceOf(mail),
      });
      return 'givenUp';
    }

    const times = mail.notice?.times;
    const sendAt = times ? nextMailTime(times, mail.at, now, timeZoneOf(times.timeZone) ?? 'UTC') : now;
    if (sendAt > now) {
      await this.repository.hold(mail, { now, dueAt: sendAt });
      return 'held';
    }
    const freeAt = await this.repository.take(mail, to.email, now);
    if (freeAt) {
      await this.repository.hold(mail, { now, dueAt: freeAt });
      return 'held';
    }
    const isMembers = mail.notice !== null && mail.notice.guestId === null;
    const gathers = mail.heldAt && isMembers && !mail.notice?.isListed && !isArchived;
    const others = gathers ? await this.gathering.gather(mail) : 0;
    const address = { name: mail.formAsk ? '' : inHeader(to.name), address: to.email };
    const envelope = { id: mail.id, to: address, at: now };
    const reader = readerOf(to);
    const words = createWords(reader.language, reader.timeZone);
    const letter = await this.letterOf(mail, reader, words, others);
    const laidOut = layOut(words, letter, { repliesAreRead: this.env.WEIR_MAIL_REPLY_TO !== undefined });
    const delivery = await this.breaker.run(
      () => this.smtp.send({ ...laidOut, stop: letter.stop, thread: letter.thread }, envelope, cutOff),
      (outcome) => 'value' in outcome && outcome.value.kind === 'down' && !cutOff.aborted,
    );
    if (delivery.kind !== 'sent' && cutOff.aborted) return 'cutOff';
    await this.note(mail, delivery, leasedTo);
    return delivery.kind;
  }

  /** Why the mail is no longer wanted; null if it is. */
  private reasonNotToSend(mail: ClaimedMail, now: Date): string | null {
    const { to, workspace, notice, newRequests, formAsk, confirmation, invitation } = mail;
    const { guestLink, guestWait, accountLetter } = mail;
    if (to && isUnreachable(to.email))
      return 'The address is of the demo or of documentation: nobody reads it.';
    // A guest can still have their data deleted with the link.
    const isLastWord = guestLink || (notice && isOutcome(notice.facts.kind));
    if (workspace?.archived && !isLastWord) return 'The workspace is archived.';
    if (mail.digest && !mail.digest.isWanted) return 'Its reader wants no digest.';
    if (notice && !notice.isWanted) return 'Its reader wants no mail.';
    if (notice?.isGone) return 'What it is about was deleted, or its reader may no longer read it.';
    if (notice?.isOutdated) return 'The request has its answer, which is mailed instead.';
    if (newRequests?.length === 0) return 'What was new was answered, or read in the app.';
    if (formAsk?.isUsed || confirmation?.isUsed) return 'The address is already confirmed.';
    if (accountLetter?.isUsed) return 'The link was already used.';
    if (invitation && isOver(invitation)) return 'The invitation was used or revoked.';
    const hasExpired = (link: { expiresAt: string | null } | null) =>
      link?.expiresAt && Date.parse(link.expiresAt) <= now.getTime();
    if (guestWait?.isOld) return 'A newer mail replaces it.';
    if (guestWait?.isNotified && guestWait.formId === null) return 'The form is off.';
    if (hasExpired(formAsk ?? confirmation ?? guestWait)) return 'The confirmation link has expired.';
    if (hasExpired(accountLetter)) return 'The link has expired.';
    if (hasExpired(invitation)) return 'The invitation has expired.';
    if (isStale(mail, now)) return 'No mail could be sent for two days, so this one is too old.';
    return null;
  }

  private async letterOf(mail: ClaimedMail, reader: Reader, words: Words, others: number): Promise<Letter> {
    const { workspaceId, workspace, notice, formAsk, confirmation, invitation, guestLink, guestWait } = mail;
    if (confirmation)
      return letterToConfirmEmail(words, confirmation, this.links.toConfirmEmail(confirmation.id));
    if (mail.accountLetter)
      return letterOfAccount(words, reader, mail.accountLetter, this.linkOfAccount(mail.accountLetter));
    if (formAsk) return letterToConfirm(words, formAsk, this.links.toConfirm(workspaceId, formAsk.id));
    if (invitation && workspace) {
      const link = this.invitations.linkWithProof(workspace.slug, { workspaceId, id: invitation.id });
      return letterOfInvitation(words, reader, invitation, link);
    }
    if (guestLink) {
      const link = this.links.toGuest(workspaceId, guestLink.guestId, dateOf(guestLink.linkAt));
      return letterOfGuestLink(words, reader, guestLink, link);
    }
    if (guestWait && workspace) {
      const { id, boardKey, formId, isNotified } = guestWait;
      if (!isNotified || formId === null)
        return letterToConfirmWait(words, guestWait, this.links.toConfirmWait(workspaceId, id));
      return letterOfRoom(words, guestWait, this.links.toForm(workspace.slug, boardKey, formId));
    }
    if (mail.digest && workspace) return this.letterOfWeek(mail.digest, workspace, mail, reader, words);
    if (!notice || !workspace)
      throw new Error('a mail is of a notice, an invitation or a link, or confirms an address');
    const { id, board, guestId, linkAt, userId } = notice;
    const web = `${this.env.WEIR_WEB_URL.replace(/\/+$/, '')}/${workspace.slug}`;
    const stop = guestId
      ? this.links.toStopMails('guestMails', workspaceId, guestId)
      : this.links.toStopMails('memberMails', noWorkspace, userId as string);
    if (others > 0) {
      const links = { read: `${web}/notices`, stop };
      return letterOfSeveral(words, reader.name, others + 1, notice.times ? 'chosen' : 'capped', links);
    }
    const [first, ...more] = mail.newRequests ?? [];
    if (first)
      return letterOfNewRequests(words, reader.name, [first, ...more], {
        workspace: workspace.name,
        mails: notice.requestMails ?? 'atOnce',
        known: await this.letterFacts.find(workspaceId, first.id),
        home: web,
        stop: this.links.toStopMails('requestMails', workspaceId, userId as string),
      });
    const facts = worded(words, notice.facts) as NoticeFacts;
    const page = pageOfNotice(board, notice, facts.kind);
    const read = guestId ? this.links.toGuest(workspaceId, guestId, dateOf(linkAt)) : `${web}${page}`;
    const known = await this.letterFacts.find(workspaceId, id);
    return letterOfNotice(words, reader.name, facts, known, { read: workspace.archived ? null : read, stop });
  }

  private async letterOfWeek(
    { userId, week, boardIds }: DigestToMail,
    { slug, name }: { slug: string; name: string },
    { workspaceId }: ClaimedMail,
    reader: Reader,
    words: Words,
  ): Promise<Letter> {
    const { boards } = await this.digests.ofThese(workspaceId, boardIds, week);
    return letterOfDigest(words, reader.name, worded(words, boards) as BoardDigest[], {
      workspace: name,
      week,
      home: `${this.env.WEIR_WEB_URL.replace(/\/+$/, '')}/${slug}`,
      stop: this.links.toStopMails('digestMails', workspaceId, userId),
    });
  }

  private linkOfAccount({ id, kind, isTaken }: AccountLetter): string {
    if (kind === 'addressChange' && !isTaken) return this.links.toNewAddress(id);
    if (kind === 'addressChanged' || kind === 'workspaceDeletion' || kind === 'boardDeletion')
      return this.links.toSignIn();
    return kind === 'passwordReset' ? this.links.toNewPassword(id) : this.links.toForgotPassword();
  }

  private async note(mail: ClaimedMail, delivery: Delivery, leasedTo: Date): Promise<void> {
    const now = this.clock.now();
    const { kind } = delivery;
    const { workspaceId, notice } = mail;
    if (notice?.guestId && (kind === 'sent' || kind === 'refused'))
      await this.repository.markGuest({ workspaceId, id: notice.guestId }, kind === 'refused' ? now : null);
    if (kind === 'sent') return this.repository.sent(mail, now);
    const { why: error } = delivery;
    const isDown = kind === 'down';
    const dueAt = isDown ? whenServerIsBack(now) : kind === 'later' ? nextTry(mail.attempts + 1, now) : null;
    this.log.warn(`mail ${mail.id} ${dueAt ? 'waits' : 'is given up'}: ${replyCode(error)}`);
    if (dueAt) return this.repository.tryAgain(mail, { leasedTo, dueAt, error, counts: !isDown });
    return this.repository.giveUp(mail, { at: now, error });
  }
}

function absenceOf({ workspaceId }: ClaimedMail): string {
  return workspaceId === noWorkspace
    ? 'Nobody has an account with the address.'
    : 'The recipient has left the workspace.';
}

/** Also where the person who invited may no longer do so. */
function isOver({ isUsed, isRevoked, by }: InvitationToMail): boolean {
  return isUsed || isRevoked || by === null || !can(by.role, 'manageMembers');
}

/** English for people who have chosen no language: a job does not know their browser. */
function readerOf({ name, language, timeZone }: Recipient): Reader {
  return {
    name,
    language: Language.safeParse(language).data ?? defaultLanguage,
    timeZone: timeZoneOf(timeZone),
  };
}

function timeZoneOf(name: string | null): string | null {
  return TimeZone.safeParse(name).data ?? null;
}

function dateOf(instant: string | null): Date | null {
  return instant === null ? null : new Date(instant);
}
