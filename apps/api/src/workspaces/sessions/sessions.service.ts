import { Injectable } from '@nestjs/common';
import type { NewSession, Session, User } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { Clock } from '../../clock.js';
import { Tokens } from '../../http/access/tokens.js';
import { ok, type Result, refuse } from '../../result.js';
import { UsersRepository } from '../users.repository.js';
import { type Device, Devices } from './devices.js';
import { type Hashing, Passwords } from './passwords.js';
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
    private readonly devices: Devices,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
  ) {}

  async signIn(given: NewSession, ip: string): Promise<Result<Session>> {
    const device = await this.devices.read(given.device);
    const knownTo = await this.knownTo(device, given.email);
    return this.passwords.inTurn({ ip, knownTo }, (hashing) => this.check(given, { ip, device }, hashing));
  }

  /** The account that signs in, if the device is known to it. Without a value of ours nothing is read. */
  private async knownTo(device: Device, email: string): Promise<string | undefined> {
    if (device.accounts.length === 0) return undefined;
    const user = await this.users.byEmail(email);
    return user && this.devices.isKnown(device, user) ? user.id : undefined;
  }

  /** A failure does not say whether the account exists, and takes as long if it does not. */
  private async check(
    { email, password }: NewSession,
    { ip, device }: { ip: string; device: Device },
    hashing: Hashing,
  ): Promise<Result<Session>> {
    const user = await this.users.byEmail(email);
    const attempt = { email, ip, device: this.devices.isKnown(device, user) ? device.id : null };
    const allowed = await this.attempts.count(attempt);
    if (!allowed.ok) return allowed;
    const matches = await hashing.verify(user?.passwordHash, password);
    if (!user || !matches) return refuse('not-signed-in', {}, { key: 'wrongPassword' });
    await this.attempts.forget(attempt);
    const session = await this.open({ id: user.id, name: user.name, email: user.email });
    return ok({ ...session, device: await this.devices.valueFor(device, user) });
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
