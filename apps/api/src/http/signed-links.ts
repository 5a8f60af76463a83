import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../env.js';
import { noWorkspace } from '../writes/idempotency.js';
import { isSameText } from './constant-time.js';

/**
 * What a link opens without a session: a guest's own requests, the confirmation of a form request or of an account's
 * address, another address, a new password, and the end of the mails to a member or a guest, or of those of new requests or weeks in one workspace. That of an invitation proves that its reader has the mailbox.
 * Accounts belong to no workspace: theirs is all zeros.
 */
export type LinkKind =
  | 'guest'
  | 'formAsk'
  | 'guestWait'
  | 'email'
  | 'passwordReset'
  | 'addressChange'
  | 'invitation'
  | 'memberMails'
  | 'requestMails'
  | 'digestMails'
  | 'guestMails';
export type Linked = { workspaceId: string; id: string };
/** `since`: when the guest’s link was renewed; null for the first. */
export type GuestLinked = Linked & { since: Date | null };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The tokens of links in e-mails to people without an account. A token is derived from what it opens, so every e-mail can
 * repeat it and nothing is stored: everybody with the link may open it. It has no date, because each later e-mail would
 * have to move it; how long it is valid is read from what it opens.
 */
@Injectable()
export class SignedLinks {
  constructor(@Inject(ENV) private readonly env: Env) {}

  /** Base64url of `kind.workspaceId.id.signature`; both ids are UUIDs in lower case. A renewed link also has its time. */
  sign(kind: LinkKind, workspaceId: string, id: string, since: Date | null = null): string {
    const named = [kind, workspaceId, id, ...(since ? [since.getTime()] : [])].join('.');
    return Buffer.from(`${named}.${this.signatureOf(named)}`).toString('base64url');
  }

  /** Null for a token that was not signed here, is of another kind, or is encoded differently than `sign` does. */
  read(kind: LinkKind, token: string): Linked | null {
    const linked = this.parse(kind, token);
    return linked?.since === null ? { workspaceId: linked.workspaceId, id: linked.id } : null;
  }

  readGuest(token: string): GuestLinked | null {
    return this.parse('guest', token);
  }

  /** Where a guest reads their requests. The token is the URL's fragment: no server sees it and no log keeps it. */
  toGuest(workspaceId: string, guestId: string, since: Date | null = null): string {
    return this.address(`forms/requests#${this.sign('guest', workspaceId, guestId, since)}`);
  }

  /** Where somebody confirms that the e-mail address is theirs. */
  toConfirm(workspaceId: string, formAskId: string): string {
    return this.address(`forms/confirm#${this.sign('formAsk', workspaceId, formAskId)}`);
  }

  /** Where a guest confirms that they want one mail when a form takes requests again. */
  toConfirmWait(workspaceId: string, guestWaitId: string): string {
    return this.address(`forms/notify-me#${this.sign('guestWait', workspaceId, guestWaitId)}`);
  }

  /** The public form of a board. Its secret is in the path, as everybody with the link may use it. */
  toForm(workspaceSlug: string, boardKey: string, formId: string): string {
    return this.address(`forms/${workspaceSlug}/${boardKey}/${formId}`);
  }

  /** Where a person confirms the address of their account. */
  toConfirmEmail(confirmationId: string): string {
    return this.address(`email/confirm#${this.sign('email', noWorkspace, confirmationId)}`);
  }

  /** Where a person sets a new password. */
  toNewPassword(letterId: string): string {
    return this.address(`sign-in/new-password#${this.sign('passwordReset', noWorkspace, letterId)}`);
  }

  /** Where a person gives their account another address. */
  toNewAddress(letterId: string): string {
    return this.address(`email/change#${this.sign('addressChange', noWorkspace, letterId)}`);
  }

  toSignIn(): string {
    return this.address('sign-in');
  }

  /** Where a person has a link for a new password sent. */
  toForgotPassword(): string {
    return this.address('sign-in/forgot-password');
  }

  /**
   * Where a reader ends the mails to them: a page, and the address that their mail provider posts to (RFC 8058). The
   * latter can have no fragment; it ends mails and reads nothing.
   */
  toStopMails(
    kind: 'memberMails' | 'requestMails' | 'digestMails' | 'guestMails',
    workspaceId: string,
    id: string,
  ) {
    const token = this.sign(kind, workspaceId, id);
    return {
      page: this.address(`email/stop#${token}`),
      oneClick: this.address(`api/email/stop?token=${token}`),
    };
  }

  private parse(kind: LinkKind, token: string): GuestLinked | null {
    const [named, workspaceId = '', id = '', ...rest] = Buffer.from(token, 'base64url').toString().split('.');
    const stamp = rest.length > 1 ? (rest[0] as string) : null;
    if (named !== kind || !uuid.test(workspaceId) || !uuid.test(id)) return null;
    if (stamp !== null && !/^\d{13}$/.test(stamp)) return null;
    const since = stamp === null ? null : new Date(Number(stamp));
    return isSameText(token, this.sign(kind, workspaceId, id, since)) ? { workspaceId, id, since } : null;
  }

  private address(path: string): string {
    return `${this.env.WEIR_WEB_URL.replace(/\/+$/, '')}/${path}`;
  }

  private signatureOf(named: string): string {
    return createHmac('sha256', this.env.WEIR_TOKEN_SECRET).update(`link:${named}`).digest('base64url');
  }
}
