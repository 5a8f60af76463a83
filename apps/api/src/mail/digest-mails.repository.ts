import { Injectable } from '@nestjs/common';
import type { Week } from '@weir/domain';
import { Pool } from '../database/pool.js';

/** A member who wants the weekly digest of a workspace, and the last week that was mailed to them. */
export type DigestReader = { workspaceId: string; userId: string; timeZone: string; lastWeek: Week | null };

@Injectable()
export class DigestMailsRepository {
  constructor(private readonly pool: Pool) {}

  async readers(): Promise<DigestReader[]> {
    const { rows } = await this.pool.query<DigestReader>({
      name: 'digest-readers',
      text: `SELECT workspace_id AS "workspaceId", user_id AS "userId", time_zone AS "timeZone", last_week AS "lastWeek"
               FROM weir.digest_readers()`,
    });
    return rows;
  }

  /** Does nothing if the mail of this week was written already. */
  async write({ workspaceId, userId }: DigestReader, week: Week, now: Date): Promise<void> {
    await this.pool.query({
      name: 'mail-digest',
      text: 'SELECT weir.mail_digest($1, $2, $3, $4)',
      values: [workspaceId, userId, week, now],
    });
  }
}
