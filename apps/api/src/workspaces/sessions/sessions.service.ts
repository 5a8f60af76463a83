import { Injectable } from '@nestjs/common';
import type { NewSession, Session, User } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { Clock } from '../../clock.js';
import { Tokens } from '../../http/access/tokens.js';
import { ok, type Result, refuse } from '../../result.js';
import { UsersRepository } from '../users.repository.js';
import { Passwords } from './passwords.js';
import { SessionsRepository } from './sessions.repository.js';
import { SignInAttempts } from './sign-in-attempts.repository.js';

const sessionLength = 12 * 60 * 60 * 1000;

@Injectable()
export class SessionsService {
  constructor(
    private readonly users: UsersRepository,
    private readonly sessions: SessionsRepository,
    private readonly attempts: SignInAttempts,
    private readonly passwords: Passwords,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
  ) {}

  /** A failure does not say whether the account exists, and takes as long if it does not. */
  async signIn({ email, password }: NewSession, ip: string): Promise<Result<Session>> {
    const allowed = await this.attempts.count(email, ip);
    if (!allowed.ok) return allowed;
    const user = await this.users.byEmail(email);
    const matches = await this.passwords.verify(user?.passwordHash, password);
    if (!matches.ok) return matches;
    if (!user || !matches.value) return refuse('not-signed-in', {}, { key: 'wrongPassword' });
    await this.attempts.forget(email, ip);
    return ok(await this.open({ id: user.id, name: user.name, email: user.email }));
  }

  async open(user: User): Promise<Session> {
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + sessionLength);
    const sessionId = uuid();
    await this.sessions.create({ id: sessionId, userId: user.id, createdAt: now, expiresAt });
    const accessToken = await this.tokens.ofSession({ sessionId, userId: user.id }, expiresAt);
    return { accessToken, expiresAt: expiresAt.toISOString(), user };
  }

  async end(sessionId: string): Promise<Result<void>> {
    await this.sessions.end(sessionId, this.clock.now());
    return ok(undefined);
  }
}
