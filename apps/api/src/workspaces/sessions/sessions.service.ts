import { Injectable } from '@nestjs/common';
import type { NewSession, Session, User } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { Clock } from '../../clock.js';
import type { Tx } from '../../database/prisma.js';
import { Tokens } from '../../http/access/tokens.js';
import { ok, type Result, refuse } from '../../result.js';
import { SecondStep } from '../second-step/second-step.service.js';
import { UsersRepository } from '../users.repository.js';
import { type Device, Devices } from './devices.js';
import { type Hashing, Passwords } from './passwords.js';
import { SessionsRepository } from './sessions.repository.js';
import { SignInAttempts } from './sign-in-attempts.repository.js';
import { storedUserAgent } from './user-agents.js';

const sessionLength = 12 * 60 * 60 * 1000;

/** The caller's network address and `User-Agent`. */
export type CalledFrom = { ip: string; userAgent: string | undefined };

@Injectable()
export class SessionsService {
  constructor(
    private readonly users: UsersRepository,
    private readonly sessions: SessionsRepository,
    private readonly attempts: SignInAttempts,
    private readonly passwords: Passwords,
    private readonly secondStep: SecondStep,
    private readonly devices: Devices,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
  ) {}

  async signIn(given: NewSession, { ip, userAgent }: CalledFrom): Promise<Result<Session>> {
    const device = await this.devices.read(given.device);
    const knownTo = await this.knownTo(device, given.email);
    const from = { ip, userAgent, device };
    return this.passwords.inTurn({ ip, knownTo }, (hashing) => this.check(given, from, hashing));
  }

  /** The account that signs in, if the device is known to it. Without a value of ours nothing is read. */
  private async knownTo(device: Device, email: string): Promise<string | undefined> {
    if (device.accounts.length === 0) return undefined;
    const user = await this.users.byEmail(email);
    return user && this.devices.isKnown(device, user) ? user.id : undefined;
  }

  /** A failure does not say whether the account exists, and takes as long if it does not. */
  private async check(
    { email, password, code }: NewSession,
    { ip, userAgent, device }: CalledFrom & { device: Device },
    hashing: Hashing,
  ): Promise<Result<Session>> {
    const user = await this.users.byEmail(email);
    const attempt = { email, ip, device: this.devices.isKnown(device, user) ? device.id : null };
    const allowed = await this.attempts.count(attempt);
    if (!allowed.ok) return allowed;
    const matches = await hashing.verify(user?.passwordHash, password);
    if (!user || !matches) return wrongPassword();
    await this.attempts.forget(attempt);
    const second = await this.secondStep.check(user, code);
    if (!second.ok) return second;
    const checked = user.passwordHash ?? undefined;
    const session = await this.open(
      { id: user.id, name: user.name, email: user.email },
      { userAgent, checked },
    );
    return session.ok ? ok({ ...session.value, device: await this.devices.valueFor(device, user) }) : session;
  }

  /** `checked`: the hash of the password that was right. Refuses if another one was set meanwhile. */
  async open(
    user: User,
    { userAgent, checked }: { userAgent: string | undefined; checked?: string | undefined },
    tx?: Tx,
  ): Promise<Result<Session>> {
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + sessionLength);
    const sessionId = uuid();
    const row = {
      id: sessionId,
      userId: user.id,
      createdAt: now,
      expiresAt,
      userAgent: storedUserAgent(userAgent),
      checked,
    };
    const opened = await this.sessions.create(row, tx);
    if (!opened) return wrongPassword();
    const accessToken = await this.tokens.ofSession({ sessionId, userId: user.id }, expiresAt);
    return ok({ accessToken, expiresAt: expiresAt.toISOString(), user });
  }

  /** Ends all sessions of a person, except `kept`, in the transaction that sets another password. */
  endAll(tx: Tx, userId: string, now: Date, kept?: string): Promise<void> {
    return this.sessions.endAll(userId, now, tx, kept);
  }

  isLive(sessionId: string, now: Date, tx: Tx): Promise<boolean> {
    return this.sessions.isLive(sessionId, now, tx);
  }

  /** When the person signed in. */
  startedAt(sessionId: string): Promise<Date> {
    return this.sessions.startedAt(sessionId);
  }

  async end(sessionId: string): Promise<Result<void>> {
    await this.sessions.end(sessionId, this.clock.now());
    return ok(undefined);
  }
}

function wrongPassword(): Result<never> {
  return refuse('not-signed-in', {}, { key: 'wrongPassword' });
}
