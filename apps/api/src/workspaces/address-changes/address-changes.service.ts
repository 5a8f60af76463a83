import { Inject, Injectable } from '@nestjs/common';
import type { AddressChangeState, NewAddress } from '@weir/contract';
import { Clock } from '../../clock.js';
import { ENV, type Env } from '../../env.js';
import type { TokenBearer } from '../../http/access/caller.js';
import { invalid } from '../../http/problems/refusals.js';
import { SignedLinks } from '../../http/signed-links.js';
import { ok, type Result, refuse } from '../../result.js';
import { WorkspaceWriter } from '../../writes/workspace-writer.js';
import { AccountLetters } from '../account-letters.repository.js';
import { OwnPassword, wrongPassword } from '../passwords/own-password.service.js';
import { UsersRepository } from '../users.repository.js';
import { AddressChangeAttempts } from './address-change-attempts.repository.js';
import { AddressChangesRepository } from './address-changes.repository.js';

const validFor = 24 * 60 * 60 * 1000;

/** Gives an account another address, once its person has opened the link that was mailed there. */
@Injectable()
export class AddressChangesService {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly repository: AddressChangesRepository,
    private readonly password: OwnPassword,
    private readonly attempts: AddressChangeAttempts,
    private readonly users: UsersRepository,
    private readonly letters: AccountLetters,
    private readonly links: SignedLinks,
    private readonly writer: WorkspaceWriter,
    private readonly clock: Clock,
  ) {}

  async state({ userId }: TokenBearer): Promise<Result<AddressChangeState>> {
    return ok({ pending: await this.repository.pendingOf(userId, this.clock.now()) });
  }

  /**
   * Sends a link to the new address, and a notice to the current one if it is confirmed. An earlier link ends. The answer says
   * nothing about other accounts: whether the new address has one is read when the mail is due, which then says so.
   */
  async ask(
    bearer: TokenBearer,
    { email, currentPassword }: NewAddress,
    ip: string,
  ): Promise<Result<AddressChangeState>> {
    if (this.env.WEIR_SMTP_URL === undefined)
      return refuse('mail-not-set-up', {}, { key: 'noMailForAddress' });
    const checked = await this.password.check(bearer, currentPassword, ip);
    if (!checked.ok) return checked;
    const { passwordHash, email: current } = checked.value;
    if (email === current) return invalid('email', 'emailSame');
    const counted = await this.attempts.count(email, ip);
    if (!counted.ok) return counted;
    const { userId } = bearer;
    return this.writer.write<AddressChangeState>({ workspaceId: null, key: null }, async ({ tx, now }) => {
      if (!(await this.users.lockWith(tx, userId, passwordHash))) return wrongPassword();
      await this.letters.endAddressChanges(tx, userId);
      const expiresAt = new Date(now.getTime() + validFor);
      await this.letters.add(tx, { kind: 'addressChange', userId, email, now, expiresAt });
      // An address that nobody confirmed may be a stranger's.
      if (await this.users.isVerified(tx, userId))
        await this.letters.add(tx, { kind: 'addressChangeAsked', userId, email: current, now });
      return ok({ pending: await this.repository.pendingOf(userId, now, tx) });
    });
  }

  /** Ends the link. Nothing happens where none was sent. */
  cancel({ userId }: TokenBearer): Promise<Result<void>> {
    return this.writer.write<void>({ workspaceId: null, key: null }, async ({ tx }) => {
      await this.users.lock(tx, userId);
      await this.letters.endAddressChanges(tx, userId);
      return ok(undefined);
    });
  }

  /**
   * Only for the account itself: a person may have mistyped their new address, and a stranger who opens the link must not get
   * the account. Sessions stay. The address that the account had gets a notice.
   */
  confirm({ userId }: TokenBearer, token: string): Promise<Result<void>> {
    return this.writer.write<void>({ workspaceId: null, key: null }, async ({ tx, now }) => {
      const link = this.links.read('addressChange', token);
      if (!link) return refuse('email-link-invalid');
      await this.users.lock(tx, userId);
      const change = await this.repository.byLink(tx, link.id, now);
      if (!change) return refuse('email-link-invalid');
      if (change.userId !== userId) return refuse('not-allowed', {}, { key: 'linkOfOtherAccount' });
      if (!(await this.letters.use(tx, link.id, now))) return refuse('email-link-invalid');
      await this.users.setEmail(tx, userId, change.to, now);
      await this.repository.endConfirmations(tx, userId);
      await this.letters.endLinks(tx, { userId, email: change.from });
      if (change.wasVerified)
        await this.letters.add(tx, { kind: 'addressChanged', userId, email: change.from, now });
      return ok(undefined);
    });
  }
}
