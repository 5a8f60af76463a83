import { Inject, Injectable } from '@nestjs/common';
import type { NewPasswordReset, PasswordReset, PasswordResetState } from '@weir/contract';
import { Clock } from '../../clock.js';
import { ENV, type Env } from '../../env.js';
import { invalid } from '../../http/problems/refusals.js';
import { SignedLinks } from '../../http/signed-links.js';
import { ok, type Result, refuse } from '../../result.js';
import { WorkspaceWriter } from '../../writes/workspace-writer.js';
import { AccountLetters } from '../account-letters.repository.js';
import { passwordFault } from '../sessions/password-rules.js';
import { Passwords } from '../sessions/passwords.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { UsersRepository } from '../users.repository.js';
import { PasswordAttempts } from './password-attempts.repository.js';

const validFor = 60 * 60 * 1000;

/** Gives a new password to the person who reads the mailbox of an account's address. */
@Injectable()
export class PasswordResetsService {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly attempts: PasswordAttempts,
    private readonly passwords: Passwords,
    private readonly users: UsersRepository,
    private readonly sessions: SessionsService,
    private readonly letters: AccountLetters,
    private readonly links: SignedLinks,
    private readonly writer: WorkspaceWriter,
    private readonly clock: Clock,
  ) {}

  async state(): Promise<Result<PasswordResetState>> {
    return ok({ mail: this.env.WEIR_SMTP_URL !== undefined });
  }

  /**
   * Sends a link. The answer and its time say nothing about the account: nothing is looked up here, and the same rows are
   * written. Whether the address has an account is read when the mail is due.
   */
  async ask({ email }: NewPasswordReset, ip: string): Promise<Result<void>> {
    if (this.env.WEIR_SMTP_URL === undefined) return refuse('mail-not-set-up', {}, { key: 'noMailForReset' });
    const counted = await this.attempts.countReset(email, ip);
    if (!counted.ok) return counted;
    return this.writer.write<void>({ workspaceId: null, key: null }, async ({ tx, now }) => {
      const expiresAt = new Date(now.getTime() + validFor);
      await this.letters.add(tx, { kind: 'passwordReset', userId: null, email, now, expiresAt });
      return ok(undefined);
    });
  }

  /** Sets the password, and ends all sessions and all other links. The address is then known to be the person's. */
  use({ token, newPassword }: PasswordReset, ip: string): Promise<Result<void>> {
    return this.passwords.inTurn({ ip }, async (hashing) => {
      const link = this.links.read('passwordReset', token);
      if (!link) return refuse('email-link-invalid');
      const account = await this.users.transaction((tx) =>
        this.letters.accountOf(tx, link.id, this.clock.now()),
      );
      if (!account) return refuse('email-link-invalid');
      const { userId, email } = account;
      const fault = passwordFault(newPassword, await this.users.passwordOwner(userId));
      if (fault) return invalid('newPassword', fault);
      const passwordHash = await hashing.hash(newPassword);
      return this.writer.write<void>({ workspaceId: null, key: null }, async ({ tx, now }) => {
        await this.users.lock(tx, userId);
        const isStillTheirs = (await this.letters.accountOf(tx, link.id, now)) !== null;
        if (!isStillTheirs || !(await this.letters.use(tx, link.id, now)))
          return refuse('email-link-invalid');
        await this.users.setPassword(tx, userId, { passwordHash });
        // Somebody else may have created the account with a stranger's address, and set up a way back in.
        if (!(await this.users.isVerified(tx, userId))) await this.users.endFactors(tx, userId);
        await this.users.verified(tx, userId, now);
        await this.sessions.endAll(tx, userId, now);
        await this.letters.endLinks(tx, { userId, email });
        await this.letters.add(tx, { kind: 'passwordChanged', userId, email, now });
        return ok(undefined);
      });
    });
  }
}
