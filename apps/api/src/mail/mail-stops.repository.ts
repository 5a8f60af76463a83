import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Pool } from '../database/pool.js';
import type { Linked } from '../http/signed-links.js';

/** Ends the mails of notices to one reader, or those of new requests or of weeks in one workspace. The notices stay where they are read. */
@Injectable()
export class MailStopsRepository {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
  ) {}

  async ofMember({ id }: Linked): Promise<void> {
    await this.pool.query(
      'UPDATE users SET notice_mails = false, version = version + 1 WHERE id = $1 AND notice_mails',
      [id],
    );
  }

  /** Other notices are still mailed to them. */
  async ofNewRequests({ workspaceId, id }: Linked): Promise<void> {
    await this.pool.query(
      `UPDATE memberships SET request_mails = 'never' WHERE workspace_id = $1 AND user_id = $2`,
      [workspaceId, id],
    );
  }

  async ofDigests({ workspaceId, id }: Linked): Promise<void> {
    await this.pool.query(
      'UPDATE memberships SET digest_mails = false WHERE workspace_id = $1 AND user_id = $2',
      [workspaceId, id],
    );
  }

  async ofGuest({ workspaceId, id }: Linked): Promise<void> {
    await this.pool.query(
      'UPDATE guests SET mails_off_at = coalesce(mails_off_at, $3) WHERE workspace_id = $1 AND id = $2',
      [workspaceId, id, this.clock.now()],
    );
  }
}
