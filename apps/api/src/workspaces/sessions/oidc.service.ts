import { Injectable } from '@nestjs/common';
import { Email, PersonName, type Session, type User } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import type { Tx } from '../../database/prisma.js';
import { type OidcClaims, Tokens } from '../../http/access/tokens.js';
import { ok, type Result, refuse } from '../../result.js';
import { WorkspaceWriter } from '../../writes/workspace-writer.js';
import { AccountLetters } from '../account-letters.repository.js';
import { InvitationsService } from '../invitations/invitations.service.js';
import { UsersRepository } from '../users.repository.js';
import { SessionsService } from './sessions.service.js';
import { closed, SignUpService } from './sign-up.service.js';

/** Opens sessions for people that the web server has signed in at an OIDC provider. */
@Injectable()
export class OidcService {
  constructor(
    private readonly tokens: Tokens,
    private readonly writer: WorkspaceWriter,
    private readonly users: UsersRepository,
    private readonly signUp: SignUpService,
    private readonly invitations: InvitationsService,
    private readonly sessions: SessionsService,
    private readonly letters: AccountLetters,
  ) {}

  async signIn(token: string, userAgent: string | undefined): Promise<Result<Session>> {
    const claims = await this.tokens.oidcClaimsOf(token);
    if (!claims) return refuse('not-signed-in');
    return this.writer.write<Session>({ workspaceId: null, key: null }, async ({ tx, now }) => {
      const user = await this.userOf(tx, claims, now);
      return user.ok ? this.sessions.open(user.value, { userAgent }, tx) : user;
    });
  }

  /** Finds the person by their identity at the provider, else by a verified email address; else creates an account. */
  private async userOf(tx: Tx, claims: OidcClaims, now: Date): Promise<Result<User>> {
    const { iss_oidc: issuer, sub_oidc: subject, emailVerified } = claims;
    const known = await this.locked(tx, () => this.users.byIdentity(tx, issuer, subject));
    if (known) return ok(known);
    const email = Email.safeParse(claims.email);
    if (!email.success || !emailVerified) {
      return refuse('not-allowed', {}, { key: 'emailNotVerified' });
    }
    const user =
      (await this.claimed(tx, email.data, now)) ?? (await this.arrive(tx, email.data, claims.name, now));
    if (!user) return closed();
    await this.users.verified(tx, user.id, now);
    await this.users.addIdentity(tx, { issuer, subject, userId: user.id, createdAt: now });
    return ok(user);
  }

  /**
   * Returns the account of a verified address. Weir did not verify the address itself, so another person may have
   * created the account to wait for its owner. Therefore all ways to sign in that they set up end here, with
   * the sessions and links of the account.
   */
  private async claimed(tx: Tx, address: string, now: Date): Promise<User | null> {
    const user = await this.locked(tx, () => this.users.byEmail(address, tx));
    if (!user) return null;
    if (user.passwordHash) {
      await this.users.disown(tx, user.id, now);
      await this.letters.endLinks(tx, { userId: user.id, email: address });
    }
    return { id: user.id, name: user.name, email: user.email };
  }

  /**
   * Finds an account and locks it until the end of the transaction. It is read again once it is locked: it may have been
   * deleted meanwhile, or have got another address.
   */
  private async locked<Found extends User>(tx: Tx, find: () => Promise<Found | null>): Promise<Found | null> {
    const found = await find();
    if (!found) return null;
    await this.users.lock(tx, found.id);
    return find();
  }

  private async arrive(tx: Tx, email: string, name: string, now: Date): Promise<User | null> {
    const isWelcome = this.signUp.mayArrive() || (await this.invitations.isInvited(tx, email, now));
    if (!isWelcome) return null;
    const named = PersonName.safeParse([...name].slice(0, 80).join(''));
    const user = { id: uuid(), email, name: named.success ? named.data : (email.split('@')[0] as string) };
    await this.users.create(tx, { ...user, passwordHash: null, createdAt: now });
    return user;
  }
}
