import { Injectable } from '@nestjs/common';
import type { RecoveryCodes, TotpSecret, TwoFactorProof, TwoFactorState } from '@weir/contract';
import type { Tx } from '../../database/prisma.js';
import type { TokenBearer } from '../../http/access/caller.js';
import { invalid } from '../../http/problems/refusals.js';
import { ok, type Result, refuse } from '../../result.js';
import { WorkspaceWriter } from '../../writes/workspace-writer.js';
import { OwnPassword, wrongPassword } from '../passwords/own-password.service.js';
import { type Person, SecondStep } from '../second-step/second-step.service.js';
import { UsersRepository } from '../users.repository.js';

/** Turns two-factor sign-in on and off, for the person themselves. */
@Injectable()
export class TwoFactorService {
  constructor(
    private readonly secondStep: SecondStep,
    private readonly password: OwnPassword,
    private readonly users: UsersRepository,
    private readonly writer: WorkspaceWriter,
  ) {}

  async state({ userId }: TokenBearer): Promise<Result<TwoFactorState>> {
    return ok(await this.secondStep.state(userId));
  }

  /** Makes a secret, which a code must confirm. An earlier one that waits ends. */
  async begin(bearer: TokenBearer, currentPassword: string, ip: string): Promise<Result<TotpSecret>> {
    const checked = await this.password.check(bearer, currentPassword, ip);
    if (!checked.ok) return checked;
    const { passwordHash, email } = checked.value;
    const { userId } = bearer;
    return this.writer.write<TotpSecret>({ workspaceId: null, key: null }, async ({ tx, now }) => {
      if (!(await this.users.lockWith(tx, userId, passwordHash))) return wrongPassword();
      if (await this.secondStep.isOn(tx, userId)) return refuse('two-factor-on');
      return ok(await this.secondStep.begin(tx, { id: userId, email }, now));
    });
  }

  /** Turns it on with the first code of the app. The answer has the recovery codes, which are shown once. */
  confirm({ userId }: TokenBearer, code: string): Promise<Result<RecoveryCodes>> {
    return this.counted<RecoveryCodes>(userId, async (tx, now) => {
      await this.users.lock(tx, userId);
      const { email } = await this.users.addressOf(tx, userId);
      const confirmed = await this.secondStep.confirm(tx, { id: userId, email }, code, now);
      if (!confirmed.ok) return confirmed;
      return confirmed.value ? ok(await this.secondStep.freshCodes(tx, userId)) : wrongCode();
    });
  }

  renewCodes(bearer: TokenBearer, proof: TwoFactorProof, ip: string): Promise<Result<RecoveryCodes>> {
    return this.prove(bearer, proof, ip, async (tx, { id }) => ok(await this.secondStep.freshCodes(tx, id)));
  }

  end(bearer: TokenBearer, proof: TwoFactorProof, ip: string): Promise<Result<void>> {
    return this.prove(bearer, proof, ip, async (tx, person, now) =>
      ok(await this.secondStep.end(tx, person, now)),
    );
  }

  /** Runs `work` for a person who gave their password and a code. */
  private async prove<T>(
    bearer: TokenBearer,
    { currentPassword, code }: TwoFactorProof,
    ip: string,
    work: (tx: Tx, person: Person, now: Date) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const { userId } = bearer;
    const checked = await this.password.check(bearer, currentPassword, ip);
    if (!checked.ok) return checked;
    const { passwordHash, email } = checked.value;
    return this.counted<T>(userId, async (tx, now) => {
      if (!(await this.users.lockWith(tx, userId, passwordHash))) return wrongPassword();
      if (!(await this.secondStep.isOn(tx, userId))) return refuse('two-factor-off');
      const person = { id: userId, email };
      return (await this.secondStep.use(tx, person, code, now)) ? work(tx, person, now) : wrongCode();
    });
  }

  /** Counts a guess at a code, unless it turns out to be right. A refusal uses up no code. */
  private async counted<T>(
    userId: string,
    work: (tx: Tx, now: Date) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const counted = await this.secondStep.count(userId);
    if (!counted.ok) return counted;
    const done = await this.writer.write<T>({ workspaceId: null, key: null }, ({ tx, now }) => work(tx, now));
    if (done.ok) await this.secondStep.forget(userId);
    return done;
  }
}

const wrongCode = () => invalid('code', 'codeWrong');
