import { Injectable } from '@nestjs/common';
import type { TwoFactorState } from '@weir/contract';
import { Database, type Tx } from '../../database/prisma.js';

type StoredSecret = { secret: Uint8Array; createdAt: Date; confirmedAt: Date | null };

@Injectable()
export class SecondStepRepository {
  constructor(private readonly database: Database) {}

  async state(userId: string, tx: Tx = this.database): Promise<TwoFactorState> {
    const stored = await this.secretOf(userId, tx);
    const recoveryCodesLeft = await tx.recoveryCode.count({ where: { userId, usedAt: null } });
    return { since: stored?.confirmedAt?.toISOString() ?? null, recoveryCodesLeft };
  }

  /** Null where the person has never begun. */
  secretOf(userId: string, tx: Tx = this.database): Promise<StoredSecret | null> {
    return tx.totpSecret.findUnique({
      where: { userId },
      select: { secret: true, createdAt: true, confirmedAt: true },
    });
  }

  /** Whether sign-in needs a code. */
  async isOn(userId: string, tx: Tx = this.database): Promise<boolean> {
    return (await tx.totpSecret.count({ where: { userId, confirmedAt: { not: null } } })) === 1;
  }

  /** Replaces one that no code has confirmed. */
  async begin(tx: Tx, userId: string, secret: Uint8Array<ArrayBuffer>, createdAt: Date): Promise<void> {
    const begun = { secret, createdAt, confirmedAt: null, lastStep: null };
    await tx.totpSecret.upsert({ where: { userId }, create: { userId, ...begun }, update: begun });
  }

  async confirm(tx: Tx, userId: string, confirmedAt: Date): Promise<void> {
    await tx.totpSecret.update({ where: { userId }, data: { confirmedAt } });
  }

  /** Uses the code of a step. False if that code or a later one was used before: of several calls at once one succeeds. */
  async useStep(tx: Tx, userId: string, step: number): Promise<boolean> {
    const used = await tx.totpSecret.updateMany({
      where: { userId, OR: [{ lastStep: null }, { lastStep: { lt: step } }] },
      data: { lastStep: step },
    });
    return used.count === 1;
  }

  /** False for an unknown code and for one that was used. */
  async useRecoveryCode(
    tx: Tx,
    userId: string,
    codeHash: Uint8Array<ArrayBuffer>,
    usedAt: Date,
  ): Promise<boolean> {
    const used = await tx.recoveryCode.updateMany({
      where: { userId, codeHash, usedAt: null },
      data: { usedAt },
    });
    return used.count === 1;
  }

  async replaceRecoveryCodes(tx: Tx, userId: string, hashes: Uint8Array<ArrayBuffer>[]): Promise<void> {
    await tx.recoveryCode.deleteMany({ where: { userId } });
    await tx.recoveryCode.createMany({ data: hashes.map((codeHash) => ({ userId, codeHash })) });
  }

  async end(tx: Tx, userId: string): Promise<void> {
    await tx.recoveryCode.deleteMany({ where: { userId } });
    await tx.totpSecret.deleteMany({ where: { userId } });
  }
}
