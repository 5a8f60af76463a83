import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Pool } from '../database/pool.js';
import type { WriteKey } from './idempotency.js';

/** The answers that are kept for retries. */
@Injectable()
export class KeptAnswers {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
  ) {}

  /** Whether an earlier call has an answer under this key, also one with another body: a write with the key then does nothing new. */
  async has(workspaceId: string, key: WriteKey | null): Promise<boolean> {
    if (!key) return false;
    const { rows } = await this.pool.query<{ isKept: boolean }>({
      name: 'has-key',
      text: 'SELECT weir.replay_response($1, ROW ($2, $3, $4, $5)::weir.write_key, $6) IS NOT NULL AS "isKept"',
      values: [workspaceId, key.callerId, key.route, key.key, key.bodyHash, this.clock.now()],
    });
    return rows[0]?.isKept ?? false;
  }
}
