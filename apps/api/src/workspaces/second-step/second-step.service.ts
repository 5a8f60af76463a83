import { Injectable } from '@nestjs/common';
import type { RecoveryCodes, TotpSecret, TwoFactorState } from '@weir/contract';
import { Pool } from '../../database/pool.js';
import type { Tx } from '../../database/prisma.js';
import { consume, rateLimit } from '../../database/rate-limits.js';
import { ok, type Result, refuse } from '../../result.js';
import { WorkspaceWriter } from '../../writes/workspace-writer.js';
import { AccountLetters } from '../account-letters.repository.js';
import { newRecoveryCodes, plainCode, recoveryCodeHash } from './recovery-codes.js';
import { SealedSecrets } from './sealed-secrets.js';
import { SecondStepRepository } from './second-step.repository.js';
import { newTotpSecret, shownTotpSecret, stepOfCode } from './totp.js';

const quarterOfAnHour = 15 * 60;
const aDay = 24 * 60 * 60;
/** In milliseconds, from the secret to its first code. */
const setUpWithin = 60 * 60 * 1000;

export type Person = { id: string; email: string };

/**
 * The second step of a sign-in: the code of an authenticator app, or a recovery code. Each is accepted once. Over all instances an
 * account can try ten wrong codes in a quarter of an hour and fifty in a day. Of a million codes three are right at any time.
 */
@Injectable()
export class SecondStep {
  private readonly attempts;

  constructor(
    private readonly repository: SecondStepRepository,
    private readonly sealed: SealedSecrets,
    private readonly letters: AccountLetters,
    private readonly writer: WorkspaceWriter,
    pool: Pool,
  ) {
    this.attempts = [
      rateLimit(pool, 'second-step', 10, quarterOfAnHour),
      rateLimit(pool, 'second-step-day', 50, aDay),
    ];
  }

  /** After the password was right. Asks for a code only where the account has an authenticator app. */
  async check(person: Person, code: string | undefined): Promise<Result<void>> {
    if (!(await this.repository.isOn(person.id))) return ok(undefined);
    if (code === undefined || plainCode(code) === '') return refuse('code-needed');
    const counted = await this.count(person.id);
    if (!counted.ok) return counted;
    const used = await this.writer.write<void>({ workspaceId: null, key: null }, async ({ tx, now }) =>
      (await this.use(tx, person, code, now)) ? ok(undefined) : refuse('code-wrong'),
    );
    if (used.ok) await this.forget(person.id);
    return used;
  }

  /** Counts before the code is checked, so that many guesses at once are counted too. */
  count(userId: string): Promise<Result<void>> {
    return consume(
      this.attempts.map((limit) => [limit, userId]),
      'codesWrong',
    );
  }

  /** The code was right: the attempt no longer counts. */
  async forget(userId: string): Promise<void> {
    for (const limit of this.attempts) await limit.reward(userId);
  }

  /** Accepts a code once. False for one that is wrong, too old, or was used. */
  async use(tx: Tx, person: Person, typed: string, now: Date): Promise<boolean> {
    const code = plainCode(typed);
    if (/^\d{6}$/.test(code)) return this.useDigits(tx, person.id, code, now);
    const codeHash = Uint8Array.from(recoveryCodeHash(code));
    if (!(await this.repository.useRecoveryCode(tx, person.id, codeHash, now))) return false;
    await this.letters.add(tx, { kind: 'recoveryCodeUsed', userId: person.id, email: person.email, now });
    return true;
  }

  state(userId: string): Promise<TwoFactorState> {
    return this.repository.state(userId);
  }

  isOn(tx: Tx, userId: string): Promise<boolean> {
    return this.repository.isOn(userId, tx);
  }

  /** Makes a secret for an app. An earlier one that no code has confirmed ends. */
  async begin(tx: Tx, { id, email }: Person, now: Date): Promise<TotpSecret> {
    const secret = newTotpSecret();
    await this.repository.begin(tx, id, Uint8Array.from(this.sealed.seal(id, secret)), now);
    const expiresAt = new Date(now.getTime() + setUpWithin).toISOString();
    return { ...shownTotpSecret(secret, email), expiresAt };
  }

  /** Turns it on with the first code of the app. False for a wrong one. Refuses where nothing was begun within an hour. */
  async confirm(tx: Tx, { id, email }: Person, code: string, now: Date): Promise<Result<boolean>> {
    const stored = await this.repository.secretOf(id, tx);
    if (stored?.confirmedAt) return refuse('two-factor-on');
    if (!stored || now.getTime() - stored.createdAt.getTime() >= setUpWithin) return refuse('two-factor-off');
    if (!(await this.useDigits(tx, id, plainCode(code), now))) return ok(false);
    await this.repository.confirm(tx, id, now);
    await this.letters.add(tx, { kind: 'twoFactorOn', userId: id, email, now });
    return ok(true);
  }

  /** Replaces the recovery codes. */
  async freshCodes(tx: Tx, userId: string): Promise<RecoveryCodes> {
    const recoveryCodes = newRecoveryCodes();
    const hashes = recoveryCodes.map((code) => Uint8Array.from(recoveryCodeHash(plainCode(code))));
    await this.repository.replaceRecoveryCodes(tx, userId, hashes);
    return { recoveryCodes };
  }

  async end(tx: Tx, { id, email }: Person, now: Date): Promise<void> {
    await this.repository.end(tx, id);
    await this.letters.add(tx, { kind: 'twoFactorOff', userId: id, email, now });
  }

  private async useDigits(tx: Tx, userId: string, code: string, now: Date): Promise<boolean> {
    const stored = await this.repository.secretOf(userId, tx);
    const secret = stored && this.sealed.open(userId, stored.secret);
    const step = secret ? stepOfCode(secret, code, now) : null;
    return step !== null && (await this.repository.useStep(tx, userId, step));
  }
}
