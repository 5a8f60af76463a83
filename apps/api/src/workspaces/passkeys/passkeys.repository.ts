import { Injectable } from '@nestjs/common';
import type { Passkey } from '@weir/contract';
import { isTaken } from '../../database/errors.js';
import { Database, type Tx } from '../../database/prisma.js';
import { personOf } from '../users.repository.js';

const shown = { id: true, name: true, createdAt: true, usedAt: true, isSynced: true } as const;
type Shown = Omit<Passkey, 'createdAt' | 'usedAt'> & { createdAt: Date; usedAt: Date | null };

export type NewPasskeyRow = {
  id: string;
  userId: string;
  credentialId: string;
  publicKey: Uint8Array<ArrayBuffer>;
  counter: bigint;
  transports: string[];
  isSynced: boolean;
  name: string;
  createdAt: Date;
};

@Injectable()
export class PasskeysRepository {
  constructor(private readonly database: Database) {}

  /** The newest first. */
  async list(userId: string): Promise<Passkey[]> {
    const rows = await this.database.passkey.findMany({
      where: { userId },
      select: shown,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    });
    return rows.map(toPasskey);
  }

  /** The names by which authenticators know them. */
  credentialsOf(userId: string) {
    return this.database.passkey.findMany({
      where: { userId },
      select: { credentialId: true, transports: true },
    });
  }

  count(tx: Tx, userId: string): Promise<number> {
    return tx.passkey.count({ where: { userId } });
  }

  /** Null if an account has it already. */
  async add(tx: Tx, row: NewPasskeyRow): Promise<Passkey | null> {
    try {
      return toPasskey(await tx.passkey.create({ data: row, select: shown }));
    } catch (error) {
      if (isTaken(error, 'credential_id')) return null;
      throw error;
    }
  }

  /** Null where the person has no such passkey. */
  async rename(tx: Tx, userId: string, id: string, name: string): Promise<Passkey | null> {
    const renamed = await tx.passkey.updateManyAndReturn({
      where: { id, userId },
      data: { name },
      select: shown,
    });
    return renamed[0] ? toPasskey(renamed[0]) : null;
  }

  /** False where the person has no such passkey. */
  async remove(tx: Tx, userId: string, id: string): Promise<boolean> {
    return (await tx.passkey.deleteMany({ where: { id, userId } })).count === 1;
  }

  async byCredential(credentialId: string) {
    const found = await this.database.passkey.findUnique({
      where: { credentialId },
      select: {
        id: true,
        publicKey: true,
        counter: true,
        user: { select: { id: true, name: true, email: true } },
      },
    });
    return found && { ...found, user: personOf(found.user) };
  }

  /** False if it was removed meanwhile, or its counter is no longer the one that was checked. */
  async use(
    tx: Tx,
    id: string,
    { checked, counter, usedAt }: { checked: bigint; counter: bigint; usedAt: Date },
  ): Promise<boolean> {
    const used = await tx.passkey.updateMany({
      where: { id, counter: checked },
      data: { counter, usedAt },
    });
    return used.count === 1;
  }
}

function toPasskey({ createdAt, usedAt, ...passkey }: Shown): Passkey {
  return { ...passkey, createdAt: createdAt.toISOString(), usedAt: usedAt?.toISOString() ?? null };
}
