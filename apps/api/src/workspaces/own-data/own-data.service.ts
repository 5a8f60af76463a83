import { Injectable } from '@nestjs/common';
import type { OwnData, OwnProof } from '@weir/contract';
import { Pool } from '../../database/pool.js';
import { consume, rateLimit } from '../../database/rate-limits.js';
import type { TokenBearer } from '../../http/access/caller.js';
import { ok, type Result, refuse } from '../../result.js';
import { Wakeups } from '../../writes/wakeups.js';
import { WorkspaceWriter } from '../../writes/workspace-writer.js';
import { AvatarsService } from '../avatars/avatars.service.js';
import { OwnPassword, wrongPassword } from '../passwords/own-password.service.js';
import { UsersRepository } from '../users.repository.js';
import { OwnDataRepository } from './own-data.repository.js';

const anHour = 60 * 60;
const perHour = 10;

/** A person reads all that Weir keeps about them, and deletes their account. */
@Injectable()
export class OwnDataService {
  private readonly reads;

  constructor(
    private readonly repository: OwnDataRepository,
    private readonly password: OwnPassword,
    private readonly users: UsersRepository,
    private readonly avatars: AvatarsService,
    private readonly writer: WorkspaceWriter,
    private readonly wakeups: Wakeups,
    pool: Pool,
  ) {
    this.reads = rateLimit(pool, 'own-data', perHour, anHour);
  }

  async read({ userId }: TokenBearer): Promise<Result<OwnData>> {
    const counted = await consume([[this.reads, userId]], 'ownDataRead');
    if (!counted.ok) return counted;
    const { account, ...rest } = await this.repository.read(userId);
    return ok({ account, avatar: await this.avatars.ofPerson(userId), ...rest });
  }

  /** `prisma/sql/erasure/own-account.sql` says what is erased and what stays. All sessions end. */
  async erase(bearer: TokenBearer, proof: OwnProof, ip: string): Promise<Result<void>> {
    const proved = await this.password.prove(bearer, proof, ip);
    if (!proved.ok) return proved;
    const { passwordHash } = proved.value;
    const { userId } = bearer;
    const erased = await this.writer.write<[string, string][]>(
      { workspaceId: null, key: null, by: userId },
      async ({ tx, now }) => {
        // A sign-in at the same time waits here, and then finds no password.
        await this.users.lock(tx, userId);
        const done = await this.repository.erase(tx, userId, passwordHash, now);
        if (!done) return wrongPassword();
        if ('boards' in done) return ok(done.boards);
        const workspaces = done.owned.join(', ');
        return refuse('last-owner', {}, { key: 'lastOwnerOf', values: { workspaces } });
      },
    );
    if (!erased.ok) return erased;
    for (const [workspaceId, boardId] of erased.value) this.wakeups.wake(workspaceId, boardId);
    return ok(undefined);
  }
}
