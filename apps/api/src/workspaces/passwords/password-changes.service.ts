import { Injectable } from '@nestjs/common';
import type { PasswordChange } from '@weir/contract';
import type { TokenBearer } from '../../http/access/caller.js';
import { invalid } from '../../http/problems/refusals.js';
import { ok, type Result } from '../../result.js';
import { WorkspaceWriter } from '../../writes/workspace-writer.js';
import { AccountLetters } from '../account-letters.repository.js';
import { passwordFault } from '../sessions/password-rules.js';
import { type Hashing, Passwords } from '../sessions/passwords.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { UsersRepository } from '../users.repository.js';
import { OwnPassword, wrongPassword } from './own-password.service.js';

/** Changes the password of a person who knows the current one. */
@Injectable()
export class PasswordChangesService {
  constructor(
    private readonly own: OwnPassword,
    private readonly passwords: Passwords,
    private readonly users: UsersRepository,
    private readonly sessions: SessionsService,
    private readonly letters: AccountLetters,
    private readonly writer: WorkspaceWriter,
  ) {}

  /** Ends all other sessions. A repeated call with the same new password succeeds and changes nothing. */
  change(bearer: TokenBearer, given: PasswordChange, ip: string): Promise<Result<void>> {
    const from = { ip, knownTo: bearer.userId };
    return this.passwords.inTurn(from, (hashing) => this.changeWith(hashing, bearer, given));
  }

  private async changeWith(
    hashing: Hashing,
    { userId, sessionId }: TokenBearer,
    { currentPassword, newPassword }: PasswordChange,
  ): Promise<Result<void>> {
    const { passwordHash: checked, ...owner } = await this.users.passwordOwner(userId);
    const current = await this.own.guess(hashing, { userId, passwordHash: checked }, currentPassword);
    if (!current.ok) return current;
    if (!current.value) {
      const repeated = await this.own.guess(hashing, { userId, passwordHash: checked }, newPassword);
      if (!repeated.ok) return repeated;
      return repeated.value ? ok(undefined) : wrongPassword();
    }
    const fault = passwordFault(newPassword, owner);
    if (fault) return invalid('newPassword', fault);
    const passwordHash = await hashing.hash(newPassword);
    return this.writer.write<void>({ workspaceId: null, key: null }, async ({ tx, now }) => {
      // Another change may have been faster. Then the checked password is no longer the current one.
      if (!(await this.users.setPassword(tx, userId, { passwordHash, checked }))) return wrongPassword();
      await this.sessions.endAll(tx, userId, now, sessionId);
      await this.letters.endLinks(tx, { userId, email: owner.email });
      await this.letters.add(tx, { kind: 'passwordChanged', userId, email: owner.email, now });
      return ok(undefined);
    });
  }
}
