import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../clock.js';
import { Database } from '../../database/prisma.js';

const validFor = 5 * 60 * 1000;

/** Values that authenticators sign. Each is used once, also by one of several calls at the same time. */
@Injectable()
export class PasskeyChallenges {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** `userId`: the account that gets a passkey; null for a sign-in. */
  async add(challenge: string, userId: string | null): Promise<void> {
    const expiresAt = new Date(this.clock.now().getTime() + validFor);
    await this.database.passkeyChallenge.create({
      data: { challengeHash: hashOf(challenge), userId, expiresAt },
    });
  }

  /** False for one that was used, has expired, or was made for somebody or something else. */
  async use(challenge: string, userId: string | null): Promise<boolean> {
    const where = { challengeHash: hashOf(challenge), userId, expiresAt: { gt: this.clock.now() } };
    return (await this.database.passkeyChallenge.deleteMany({ where })).count === 1;
  }
}

function hashOf(challenge: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash('sha256').update(challenge).digest());
}
