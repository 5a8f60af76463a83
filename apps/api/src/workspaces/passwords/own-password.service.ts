import { Injectable } from '@nestjs/common';
import type { TokenBearer } from '../../http/access/caller.js';
import { invalid } from '../../http/problems/refusals.js';
import { ok, type Result } from '../../result.js';
import { type Hashing, Passwords } from '../sessions/passwords.js';
import { UsersRepository } from '../users.repository.js';
import { PasswordAttempts } from './password-attempts.repository.js';

export type Checked = { name: string; email: string; passwordHash: string };

/** Asks a signed-in person for their password, before what a stolen session must not do. Guesses are counted. */
@Injectable()
export class OwnPassword {
  constructor(
    private readonly attempts: PasswordAttempts,
    private readonly passwords: Passwords,
    private readonly users: UsersRepository,
  ) {}

  /** Refuses a wrong one at `currentPassword`. The write that follows must check that the hash is still the same. */
  check({ userId }: TokenBearer, password: string, ip: string): Promise<Result<Checked>> {
    return this.passwords.inTurn<Checked>({ ip, knownTo: userId }, async (hashing) => {
      const { passwordHash, name, email } = await this.users.passwordOwner(userId);
      const isRight = await this.guess(hashing, { userId, passwordHash }, password);
      if (!isRight.ok) return isRight;
      if (!isRight.value || passwordHash === null) return invalid('currentPassword', 'passwordWrong');
      return ok({ name, email, passwordHash });
    });
  }

  /** Whether it is the password of this hash. Counts before it is checked, so that many guesses at once are counted too. */
  async guess(
    hashing: Hashing,
    { userId, passwordHash }: { userId: string; passwordHash: string | null },
    password: string,
  ): Promise<Result<boolean>> {
    const counted = await this.attempts.countGuess(userId);
    if (!counted.ok) return counted;
    const isRight = await hashing.verify(passwordHash, password);
    if (isRight) await this.attempts.forgetGuess(userId);
    return ok(isRight);
  }
}
