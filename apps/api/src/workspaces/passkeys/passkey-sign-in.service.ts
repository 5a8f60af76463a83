import { Injectable } from '@nestjs/common';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { NewPasskeySession, PasskeyOptions, Session } from '@weir/contract';
import { parse } from 'uuid';
import { Pool } from '../../database/pool.js';
import { consume, rateLimit } from '../../database/rate-limits.js';
import { networkOf } from '../../http/network.js';
import { ok, type Result, refuse } from '../../result.js';
import { WorkspaceWriter } from '../../writes/workspace-writer.js';
import { type CalledFrom, SessionsService } from '../sessions/sessions.service.js';
import { UsersRepository } from '../users.repository.js';
import { PasskeyChallenges } from './passkey-challenges.repository.js';
import { PasskeysRepository } from './passkeys.repository.js';
import { RelyingParty } from './relying-party.js';
import { loadWebAuthn } from './webauthn.js';

const quarterOfAnHour = 15 * 60;
const perNetwork = 200;

/**
 * Signs in with a passkey instead of a password. The authenticator has checked its person (a finger, a face, a PIN), so it is two
 * factors at once and no code is asked for. One network can begin 200 sign-ins in a quarter of an hour.
 */
@Injectable()
export class PasskeySignInService {
  private readonly begun;

  constructor(
    private readonly repository: PasskeysRepository,
    private readonly challenges: PasskeyChallenges,
    private readonly relyingParty: RelyingParty,
    private readonly sessions: SessionsService,
    private readonly users: UsersRepository,
    private readonly writer: WorkspaceWriter,
    pool: Pool,
  ) {
    this.begun = rateLimit(pool, 'passkey-sign-in', perNetwork, quarterOfAnHour);
  }

  /** What a browser needs to offer the passkeys of this site. It says nothing about accounts. */
  async begin(ip: string): Promise<Result<PasskeyOptions>> {
    const counted = await consume([[this.begun, networkOf(ip)]], 'passkeysFromNetwork');
    if (!counted.ok) return counted;
    const { generateAuthenticationOptions } = await loadWebAuthn();
    const options = await generateAuthenticationOptions({
      rpID: this.relyingParty.id,
      userVerification: 'required',
    });
    await this.challenges.add(options.challenge, null);
    return ok({ ...options });
  }

  async signIn(
    { response }: NewPasskeySession,
    { userAgent }: Omit<CalledFrom, 'ip'>,
  ): Promise<Result<Session>> {
    const passkey = await this.repository.byCredential(response.id);
    if (!passkey) return wrongPasskey();
    const { id, user, publicKey, counter: checked } = passkey;
    const { userHandle } = response.response;
    if (userHandle && userHandle !== Buffer.from(parse(user.id)).toString('base64url')) return wrongPasskey();
    const { verifyAuthenticationResponse } = await loadWebAuthn();
    const { authenticationInfo } = await verifyAuthenticationResponse({
      response: response as AuthenticationResponseJSON,
      expectedChallenge: (challenge) => this.challenges.use(challenge, null),
      expectedOrigin: this.relyingParty.origin,
      expectedRPID: this.relyingParty.id,
      credential: { id: response.id, publicKey: Uint8Array.from(publicKey), counter: Number(checked) },
      // A counter that does not grow means that the key was copied.
    }).catch(() => ({ authenticationInfo: undefined }));
    if (!authenticationInfo) return wrongPasskey();
    const counter = BigInt(authenticationInfo.newCounter);
    return this.writer.write<Session>({ workspaceId: null, key: null }, async ({ tx, now }) => {
      await this.users.lock(tx, user.id);
      const isUsed = await this.repository.use(tx, id, { checked, counter, usedAt: now });
      return isUsed ? this.sessions.open(user, { userAgent }, tx) : wrongPasskey();
    });
  }
}

function wrongPasskey(): Result<never> {
  return refuse('not-signed-in', {}, { key: 'passkeyWrong' });
}
