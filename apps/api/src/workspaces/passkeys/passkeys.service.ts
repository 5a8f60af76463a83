import { Injectable } from '@nestjs/common';
import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import type { NewPasskey, OwnProof, Passkey, PasskeyList, PasskeyOptions } from '@weir/contract';
import { parse, v7 as uuid } from 'uuid';
import type { TokenBearer } from '../../http/access/caller.js';
import { conflict, invalid } from '../../http/problems/refusals.js';
import { ok, type Result, refuse } from '../../result.js';
import { WorkspaceWriter } from '../../writes/workspace-writer.js';
import { AccountLetters } from '../account-letters.repository.js';
import { OwnPassword, wrongPassword } from '../passwords/own-password.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { UsersRepository } from '../users.repository.js';
import { PasskeyChallenges } from './passkey-challenges.repository.js';
import { type NewPasskeyRow, PasskeysRepository } from './passkeys.repository.js';
import { RelyingParty } from './relying-party.js';
import { loadWebAuthn } from './webauthn.js';

const most = 20;

/** A person's own passkeys. Adding and removing one takes their password, so that a stolen session gets no way back in. */
@Injectable()
export class PasskeysService {
  constructor(
    private readonly repository: PasskeysRepository,
    private readonly challenges: PasskeyChallenges,
    private readonly relyingParty: RelyingParty,
    private readonly password: OwnPassword,
    private readonly users: UsersRepository,
    private readonly sessions: SessionsService,
    private readonly letters: AccountLetters,
    private readonly writer: WorkspaceWriter,
  ) {}

  async list({ userId }: TokenBearer): Promise<Result<PasskeyList>> {
    return ok({ items: await this.repository.list(userId), nextCursor: null });
  }

  /** What a browser needs to make a passkey that it can offer at sign-in, and that checks its person. */
  async begin(bearer: TokenBearer, proof: OwnProof, ip: string): Promise<Result<PasskeyOptions>> {
    const proved = await this.password.prove(bearer, proof, ip);
    if (!proved.ok) return proved;
    const { userId } = bearer;
    const known = await this.repository.credentialsOf(userId);
    if (known.length >= most) return conflict('response', 'tooManyPasskeys');
    const { generateRegistrationOptions } = await loadWebAuthn();
    const options = await generateRegistrationOptions({
      rpName: this.relyingParty.name,
      rpID: this.relyingParty.id,
      userID: Uint8Array.from(parse(userId)),
      userName: proved.value.email,
      attestationType: 'none',
      excludeCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    await this.challenges.add(options.challenge, userId);
    return ok({ ...options });
  }

  async add({ userId, sessionId }: TokenBearer, { name, response }: NewPasskey): Promise<Result<Passkey>> {
    const verified = await this.verified(userId, response as RegistrationResponseJSON);
    if (!verified) return invalid('response', 'passkeyInvalid');
    return this.writer.write<Passkey>({ workspaceId: null, key: null, status: 201 }, async ({ tx, now }) => {
      await this.users.lock(tx, userId);
      // The account may have been deleted meanwhile, or taken over by the owner of its address. Both end its sessions.
      if (!(await this.sessions.isLive(sessionId, now, tx))) return refuse('not-signed-in');
      if ((await this.repository.count(tx, userId)) >= most) return conflict('response', 'tooManyPasskeys');
      const row = { id: uuid(), userId, name, createdAt: now, ...verified };
      const passkey = await this.repository.add(tx, row);
      if (!passkey) return invalid('response', 'passkeyInvalid');
      const { email } = await this.users.addressOf(tx, userId);
      await this.letters.add(tx, { kind: 'passkeyAdded', userId, email, now });
      return ok(passkey);
    });
  }

  rename({ userId }: TokenBearer, id: string, name: string): Promise<Result<Passkey>> {
    return this.writer.write<Passkey>({ workspaceId: null, key: null }, async ({ tx }) => {
      const passkey = await this.repository.rename(tx, userId, id, name);
      return passkey ? ok(passkey) : refuse('not-found');
    });
  }

  async remove(bearer: TokenBearer, id: string, proof: OwnProof, ip: string): Promise<Result<void>> {
    const proved = await this.password.prove(bearer, proof, ip);
    if (!proved.ok) return proved;
    const { userId } = bearer;
    const { passwordHash, email } = proved.value;
    return this.writer.write<void>({ workspaceId: null, key: null }, async ({ tx, now }) => {
      if (!(await this.users.lockWith(tx, userId, passwordHash))) return wrongPassword();
      if (!(await this.repository.remove(tx, userId, id))) return refuse('not-found');
      await this.letters.add(tx, { kind: 'passkeyRemoved', userId, email, now });
      return ok(undefined);
    });
  }

  /** Null for a passkey of another site, one whose challenge was not made for this person, and everything malformed. */
  private async verified(
    userId: string,
    response: RegistrationResponseJSON,
  ): Promise<Pick<
    NewPasskeyRow,
    'credentialId' | 'publicKey' | 'counter' | 'transports' | 'isSynced'
  > | null> {
    const { verifyRegistrationResponse } = await loadWebAuthn();
    const { registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: (challenge) => this.challenges.use(challenge, userId),
      expectedOrigin: this.relyingParty.origin,
      expectedRPID: this.relyingParty.id,
    }).catch(() => ({ registrationInfo: undefined }));
    if (!registrationInfo) return null;
    const { credential, credentialBackedUp } = registrationInfo;
    return {
      credentialId: credential.id,
      publicKey: Uint8Array.from(credential.publicKey),
      counter: BigInt(credential.counter),
      transports: credential.transports ?? [],
      isSynced: credentialBackedUp,
    };
  }
}
