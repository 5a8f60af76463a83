import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../database/prisma.js';

const validFor = 24 * 60 * 60 * 1000;

/** The links by which the first account is created. Only a hash of each is stored. */
@Injectable()
export class SetupLinks {
  constructor(private readonly database: Database) {}

  /** Adds a link; several instances that start together have one each. Expired ones are deleted. */
  async create(now: Date): Promise<{ token: string; expiresAt: Date }> {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(now.getTime() + validFor);
    await this.database.setupLink.deleteMany({ where: { expiresAt: { lte: now } } });
    await this.database.setupLink.create({ data: { tokenHash: hash(token), expiresAt } });
    return { token, expiresAt };
  }

  async isValid(tx: Tx, token: string, now: Date): Promise<boolean> {
    const where = { tokenHash: hash(token), expiresAt: { gt: now } };
    return (await tx.setupLink.count({ where })) > 0;
  }

  async deleteAll(tx: Tx): Promise<void> {
    await tx.setupLink.deleteMany();
  }
}

function hash(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest());
}
