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

type Refusal = Extract<Result<never>, { ok: false }>;
/** `isProved`: the link came in a mail to the address, so the address is theirs. */
type Welcome = { ok: true; isProved: boolean };
const unproved: Welcome = { ok: true, isProved: false };

/** Creates accounts: for anyone where sign-up is open, elsewhere for invited people and for the person who sets the server up. */
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
    { invitation, proof, setup, password, ...person }: NewUser,
    key: WriteKey | null,
    hashing: Hashing,
  ): Promise<Result<Me>> {
    // A retry may come after its own first call used the invitation. The writer replays the answer before the check below.
    const welcome = key ? unproved : await this.welcome({ invitation, proof, setup }, person.email);
    if (!welcome.ok) return welcome;
    const fault = passwordFault(password, { ...person, places: await this.placesOf(invitation) });
    if (fault) return invalid('password', fault);
    const passwordHash = await hashing.hash(password);
    const user = { id: uuid(), ...person };
    return this.writer.write<Me>(
      { workspaceId: null, key, by: user.id, status: 201 },
      async ({ tx, now }) => {
        const stillWelcome = await this.welcome({ invitation, proof, setup }, person.email, tx);
        if (!stillWelcome.ok) return stillWelcome;
        const emailVerified = stillWelcome.isProved;
        await this.users.create(tx, {
          ...user,
          passwordHash,
          createdAt: now,
          ...(emailVerified && { emailVerifiedAt: now }),
        });
        if (setup) await this.setup.end(tx);
        if (!emailVerified) await this.addresses.ask(tx, user.id, now);
        if (invitation) {
          const link = { token: invitation, proof };
          const joined = await this.invitations.accept(tx, link, { ...user, emailVerified }, now);
          if (!joined.ok) return joined.refusal.code === 'not-found' ? unknownInvitation() : joined;
        }
        return ok(await this.users.me(user.id, tx));
      },
    );
  }

  private async placesOf(invitation: string | undefined): Promise<string[]> {
    const open = invitation ? await this.invitations.open(invitation) : null;
    return open?.ok ? [open.value.workspace.slug, open.value.workspace.name] : [];
  }

  /** Checked first, so that the answer tells people without access nothing about existing accounts. */
  private async welcome(
    { invitation, proof, setup }: Pick<NewUser, 'invitation' | 'proof' | 'setup'>,
    email: string,
    tx?: Tx,
  ): Promise<Welcome | Refusal> {
    if (setup) {
      const may = (own: Tx) => this.setup.isWelcome(own, setup);
      return (await (tx ? may(tx) : this.users.transaction(may))) ? unproved : refuse('setup-link-invalid');
    }
    if (!invitation) return this.mayArrive() ? unproved : closed();
    const open = await this.invitations.open(invitation, tx);
    if (!open.ok) return open.refusal.code === 'not-found' ? unknownInvitation() : open;
    const refused = this.invitations.checkAddress(open.value, { email, proof });
    return refused ?? { ok: true, isProved: this.invitations.isProved(open.value, proof) };
  }

  /** Whether a person without a link can create an account. */
  mayArrive(): boolean {
    return this.env.WEIR_SIGNUP === 'open';
  }
}

export function closed(): Refusal {
  return refuse('not-allowed', {}, { key: 'signUpClosed' });
}

function unknownInvitation(): Refusal {
  return refuse(
    'invitation-invalid',
    { why: 'unknown' },
    { key: 'invitationOver', values: { why: 'unknown' } },
  );
}
