import { Injectable } from '@nestjs/common';
import type { OwnProof } from '@weir/contract';
import { Clock } from '../../clock.js';
import type { TokenBearer } from '../../http/access/caller.js';
import { invalid } from '../../http/problems/refusals.js';
import { ok, type Result, refuse } from '../../result.js';
import { type Hashing, Passwords } from '../sessions/passwords.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { UsersRepository } from '../users.repository.js';
import { PasswordAttempts } from './password-attempts.repository.js';

/** In milliseconds, how old a sign-in may be for an account without a password. */
const freshFor = 10 * 60 * 1000;

export type Checked = { name: string; email: string; passwordHash: string };
/** `passwordHash`: null for an account without a password, whose person has just signed in. */
export type Proved = { email: string; passwordHash: string | null };

export const wrongPassword = () => invalid('currentPassword', 'passwordWrong');

/** Asks a signed-in person for their password, before a change that a stolen session must not make. Guesses are counted. */
@Injectable()
export class OwnPassword {
  constructor(
    private readonly attempts: PasswordAttempts,
    private readonly passwords: Passwords,
    private readonly users: UsersRepository,
    private readonly sessions: SessionsService,
    private readonly clock: Clock,
  ) {}

  /** Like `check`; an account without a password needs a sign-in of a few minutes ago instead. */
  async prove(bearer: TokenBearer, { currentPassword = '' }: OwnProof, ip: string): Promise<Result<Proved>> {
    const { email, passwordHash } = await this.users.passwordOwner(bearer.userId);
    if (passwordHash !== null) return this.check(bearer, currentPassword, ip);
    const startedAt = await this.sessions.startedAt(bearer.sessionId);
    const age = this.clock.now().getTime() - startedAt.getTime();
    return age <= freshFor ? ok({ email, passwordHash }) : refuse('sign-in-too-old');
  }

  /** Refuses a wrong one at `currentPassword`. The write that follows must check that the hash is still the same. */
  check({ userId }: TokenBearer, password: string, ip: string): Promise<Result<Checked>> {
    return this.passwords.inTurn<Checked>({ ip, knownTo: userId }, async (hashing) => {
      const { passwordHash, name, email } = await this.users.passwordOwner(userId);
      const isRight = await this.guess(hashing, { userId, passwordHash }, password);
      if (!isRight.ok) return isRight;
      if (!isRight.value || passwordHash === null) return wrongPassword();
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
