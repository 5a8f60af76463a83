import { Inject, Injectable } from '@nestjs/common';
import type { Me, NewUser } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import type { Tx } from '../../database/prisma.js';
import { ENV, type Env } from '../../env.js';
import { invalid } from '../../http/problems/refusals.js';
import { ok, type Result, refuse } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { WorkspaceWriter } from '../../writes/workspace-writer.js';
import { AddressesService } from '../addresses/addresses.service.js';
import { InvitationsService } from '../invitations/invitations.service.js';
import { SetupService } from '../setup/setup.service.js';
import { UsersRepository } from '../users.repository.js';
import { passwordFault } from './password-rules.js';
import { type Hashing, Passwords } from './passwords.js';
import { SignUpAttempts } from './sign-up-attempts.repository.js';

/** Creates accounts: for anyone where sign-up is open, elsewhere for invited people and for whoever sets the server up. */
@Injectable()
export class SignUpService {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly writer: WorkspaceWriter,
    private readonly attempts: SignUpAttempts,
    private readonly passwords: Passwords,
    private readonly users: UsersRepository,
    private readonly invitations: InvitationsService,
    private readonly setup: SetupService,
    private readonly addresses: AddressesService,
  ) {}

  signUp(given: NewUser, ip: string, key: WriteKey | null): Promise<Result<Me>> {
    return this.passwords.inTurn({ ip }, async (hashing) => {
      const allowed = await this.attempts.count(ip);
      if (!allowed.ok) return allowed;
      const arrived = await this.arrive(given, key, hashing);
      if (arrived.ok && given.invitation) await this.attempts.invited(ip);
      return arrived;
    });
  }

  private async arrive(
    { invitation, setup, password, ...person }: NewUser,
    key: WriteKey | null,
    hashing: Hashing,
  ): Promise<Result<Me>> {
    // A retry may come after its own first call used the invitation. The writer replays the answer before the check below.
    const welcome = key ? ok(null) : await this.welcome({ invitation, setup }, person.email);
    if (!welcome.ok) return welcome;
    const fault = passwordFault(password, { ...person, places: await this.placesOf(invitation) });
    if (fault) return invalid('password', fault);
    const passwordHash = await hashing.hash(password);
    const user = { id: uuid(), ...person };
    return this.writer.write<Me>({ workspaceId: null, key, status: 201 }, async ({ tx, now }) => {
      const stillWelcome = await this.welcome({ invitation, setup }, person.email, tx);
      if (!stillWelcome.ok) return stillWelcome;
      await this.users.create(tx, { ...user, passwordHash, createdAt: now });
      if (setup) await this.setup.end(tx);
      await this.addresses.ask(tx, user.id, now);
      if (invitation) {
        const joined = await this.invitations.accept(tx, invitation, user, now);
        if (!joined.ok) return joined.refusal.code === 'not-found' ? refuse('invitation-invalid') : joined;
      }
      return ok(await this.users.me(user.id, tx));
    });
  }

  private async placesOf(invitation: string | undefined): Promise<string[]> {
    const open = invitation ? await this.invitations.open(invitation) : null;
    return open?.ok ? [open.value.workspace.slug, open.value.workspace.name] : [];
  }

  /** Checked first, so that people without access learn nothing about existing accounts. */
  private async welcome(
    { invitation, setup }: Pick<NewUser, 'invitation' | 'setup'>,
    email: string,
    tx?: Tx,
  ): Promise<{ ok: true } | Extract<Result<never>, { ok: false }>> {
    if (setup) {
      const may = (own: Tx) => this.setup.isWelcome(own, setup);
      return (await (tx ? may(tx) : this.users.transaction(may))) ? ok(null) : refuse('setup-link-invalid');
    }
    if (!invitation) return this.mayArrive() ? ok(null) : closed();
    const open = await this.invitations.open(invitation, tx);
    if (!open.ok) return refuse('invitation-invalid');
    const { email: bound } = open.value;
    return bound === null || bound === email ? open : refuse('invitation-invalid', {}, { key: 'otherEmail' });
  }

  /** Whether a person without a link can create an account. */
  mayArrive(): boolean {
    return this.env.WEIR_SIGNUP === 'open';
  }
}

export function closed(): Extract<Result<never>, { ok: false }> {
  return refuse('not-allowed', {}, { key: 'signUpClosed' });
}
