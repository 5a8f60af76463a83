import { Inject, Injectable } from '@nestjs/common';
import type { AccountChange, Me, ServiceAccountMe, Theme, User } from '@weir/contract';
import { isLanguage } from '@weir/words';
import { isTaken } from '../database/errors.js';
import { Database, type Tx } from '../database/prisma.js';
import { ENV, type Env } from '../env.js';
import { conflict } from '../http/problems/refusals.js';
import { isOperator } from '../operations/operators.js';
import { Refused } from '../result.js';
import { ofWorkspace, workspaceDocument } from './workspace-document.js';

const shown = { id: true, name: true, email: true } as const;

export type NewUserRow = User & {
  passwordHash: string | null;
  createdAt: Date;
  emailVerifiedAt?: Date;
};

@Injectable()
export class UsersRepository {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly database: Database,
  ) {}

  async me(userId: string, tx: Tx = this.database): Promise<Me> {
    const { user, ...rest } = await this.account(userId, tx);
    return { ...rest, user: personOf(user) };
  }

  /** With the workspace of a token only. */
  async meAt(userId: string, workspaceId: string): Promise<Me | ServiceAccountMe> {
    const { user, ...rest } = await this.account(userId, this.database, workspaceId);
    return user.email === null
      ? { ...rest, user: { ...user, email: null } }
      : { ...rest, user: personOf(user) };
  }

  private async account(userId: string, tx: Tx, only?: string) {
    const { memberships, language, theme, avatar, version, emailVerifiedAt, passwordHash, ...user } =
      await tx.user.findUniqueOrThrow({
        where: { id: userId },
        select: {
          ...shown,
          version: true,
          language: true,
          timeZone: true,
          theme: true,
          avatar: { select: { hash: true } },
          emailVerifiedAt: true,
          passwordHash: true,
          noticeMails: true,
          memberships: {
            where: { leftAt: null, workspace: { archivedAt: null, ...(only !== undefined && { id: only }) } },
            select: { role: true, workspace: { select: ofWorkspace } },
            orderBy: { joinedAt: 'asc' },
          },
        },
      });
    return {
      version,
      user: {
        ...user,
        language: isLanguage(language) ? language : null,
        theme: theme as Theme | null,
        avatar: avatar?.hash ?? null,
        emailVerified: emailVerifiedAt !== null,
        mail: this.env.WEIR_SMTP_URL !== undefined,
        hasPassword: passwordHash !== null,
        isOperator: isOperator(this.env, { email: user.email, emailVerifiedAt }),
      },
      workspaces: memberships.map(({ role, workspace }) => workspaceDocument(this.env, role, workspace)),
    };
  }

  /** Locks the account until the end of the transaction, and returns its version. */
  async lock(tx: Tx, userId: string): Promise<number> {
    const [row] = await tx.$queryRaw<{ version: number }[]>`
      SELECT version FROM users WHERE id = ${userId}::uuid FOR NO KEY UPDATE`;
    return (row as { version: number }).version;
  }

  async change(
    tx: Tx,
    userId: string,
    { name, language, timeZone, theme, noticeMails }: AccountChange,
  ): Promise<void> {
    const data = {
      version: { increment: 1 },
      ...(name !== undefined && { name }),
      ...(language !== undefined && { language }),
      ...(timeZone !== undefined && { timeZone }),
      ...(theme !== undefined && { theme }),
      ...(noticeMails !== undefined && { noticeMails }),
    };
    await tx.user.update({ where: { id: userId }, data, select: { id: true } });
    if (name !== undefined) await this.countNewName(tx, userId);
  }

  /** Also where they have left: their name stays on the cards there. Locks in the order of ids, as every caller does. */
  private async countNewName(tx: Tx, userId: string): Promise<void> {
    await tx.$executeRaw`
      WITH theirs AS (
        SELECT w.id FROM workspaces w JOIN memberships m ON m.workspace_id = w.id
         WHERE m.user_id = ${userId}::uuid
         ORDER BY w.id
           FOR NO KEY UPDATE OF w)
      UPDATE workspaces w SET names_version = w.names_version + 1 FROM theirs WHERE w.id = theirs.id`;
  }

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.$transaction(work);
  }

  /** Ends all ways to sign in to an account whose address turned out to belong to another person, and its sessions. */
  async disown(tx: Tx, userId: string, now: Date): Promise<void> {
    await tx.user.update({ where: { id: userId }, data: { passwordHash: null } });
    await this.endFactors(tx, userId);
    await tx.session.updateMany({ where: { userId, endedAt: null }, data: { endedAt: now } });
  }

  /** Ends all ways to sign in that were added to an account besides its password. */
  async endFactors(tx: Tx, userId: string): Promise<void> {
    await tx.recoveryCode.deleteMany({ where: { userId } });
    await tx.totpSecret.deleteMany({ where: { userId } });
    await tx.passkeyChallenge.deleteMany({ where: { userId } });
    await tx.passkey.deleteMany({ where: { userId } });
  }

  /** Refuses an address that has an account. */
  async create(tx: Tx, user: NewUserRow): Promise<void> {
    await tx.user.create({ data: user }).catch(refuseTakenEmail);
  }

  async byEmail(email: string, tx: Tx = this.database) {
    const user = await tx.user.findUnique({ where: { email }, select: { ...shown, passwordHash: true } });
    return user && personOf(user);
  }

  /** An account with the hash of its password, and the words that a new one must not consist of. */
  async passwordOwner(userId: string) {
    const { memberships, ...owner } = await this.database.user.findUniqueOrThrow({
      where: { id: userId },
      select: {
        name: true,
        email: true,
        passwordHash: true,
        memberships: {
          where: { leftAt: null },
          select: { workspace: { select: { slug: true, name: true } } },
        },
      },
    });
    return {
      ...personOf(owner),
      places: memberships.flatMap(({ workspace: { slug, name } }) => [slug, name]),
    };
  }

  /** Locks the account until the end of the transaction. False if it has another password than the one that was checked. */
  async lockWith(tx: Tx, userId: string, checked: string | null): Promise<boolean> {
    const rows = await tx.$queryRaw<object[]>`
      SELECT 1 FROM users
       WHERE id = ${userId}::uuid AND password_hash IS NOT DISTINCT FROM ${checked}::text
         FOR NO KEY UPDATE`;
    return rows.length === 1;
  }

  /** Gives the account another address, which is known to be the person's. Refuses one that has an account. */
  async setEmail(tx: Tx, userId: string, email: string, now: Date): Promise<void> {
    const data = { email, emailVerifiedAt: now, version: { increment: 1 } };
    await tx.user.update({ where: { id: userId }, data, select: { id: true } }).catch(refuseTakenEmail);
  }

  /** `checked`: the hash that the account must still have. False if it has another. */
  async setPassword(
    tx: Tx,
    userId: string,
    { passwordHash, checked }: { passwordHash: string; checked?: string | null },
  ): Promise<boolean> {
    const where = { id: userId, ...(checked !== undefined && { passwordHash: checked }) };
    const data = { passwordHash, version: { increment: 1 } };
    return (await tx.user.updateMany({ where, data })).count === 1;
  }

  async byIdentity(tx: Tx, issuer: string, subject: string): Promise<User | null> {
    const identity = await tx.userIdentity.findUnique({
      where: { issuer_subject: { issuer, subject } },
      select: { user: { select: shown } },
    });
    return identity ? personOf(identity.user) : null;
  }

  /** An address that somebody else has verified. */
  async verified(tx: Tx, userId: string, now: Date): Promise<void> {
    await tx.user.updateMany({
      where: { id: userId, emailVerifiedAt: null },
      data: { emailVerifiedAt: now },
    });
  }

  async addressOf(tx: Tx, userId: string): Promise<{ email: string }> {
    return personOf(await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } }));
  }

  async isVerified(tx: Tx, userId: string): Promise<boolean> {
    const where = { id: userId, emailVerifiedAt: { not: null } };
    return (await tx.user.count({ where })) === 1;
  }

  async addIdentity(tx: Tx, identity: { issuer: string; subject: string; userId: string; createdAt: Date }) {
    await tx.userIdentity.create({ data: identity });
  }

  /** Whether there is no account yet. Calls wait for each other, so that only one of several at once is the first. */
  async isFirst(tx: Tx): Promise<boolean> {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(8390419)`;
    return (await tx.user.count({ take: 1 })) === 0;
  }

  async exist(): Promise<boolean> {
    return (await this.database.user.count({ take: 1 })) > 0;
  }

  async first(tx: Tx): Promise<string | null> {
    const first = await tx.user.findFirst({
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      select: { id: true },
    });
    return first?.id ?? null;
  }
}

/** An account that can sign in has an address; only service accounts have none. */
export function personOf<Row extends { email: string | null }>(row: Row): Row & { email: string } {
  if (row.email === null) throw new Error('a service account can’t sign in');
  return { ...row, email: row.email };
}

function refuseTakenEmail(error: unknown): never {
  throw isTaken(error, 'email') ? new Refused(conflict('email', 'emailTaken').refusal) : error;
}
