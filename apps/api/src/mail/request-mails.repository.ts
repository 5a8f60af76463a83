import { Injectable } from '@nestjs/common';
import type { RequestMails } from '@weir/domain';
import { Pool } from '../database/pool.js';

/** Who has new requests that were not mailed yet, since when, and how they want them. */
export type Waiting = {
  workspaceId: string;
  userId: string;
  requestMails: RequestMails;
  since: Date;
  timeZone: string;
};

@Injectable()
export class RequestMailsRepository {
  constructor(private readonly pool: Pool) {}

  async waiting(): Promise<Waiting[]> {
    const { rows } = await this.pool.query<Waiting>({
      name: 'new-requests-to-mail',
      text: `SELECT workspace_id AS "workspaceId", user_id AS "userId", request_mails AS "requestMails", since,
                    time_zone AS "timeZone"
               FROM weir.new_requests_to_mail()`,
    });
    return rows;
  }

  /** Writes one mail of all that waits for this reader, unless another instance has. Returns whether it did. */
  async write({ workspaceId, userId }: Waiting, until: Date, now: Date): Promise<boolean> {
    const { rows } = await this.pool.query<{ isWritten: boolean }>({
      name: 'mail-new-requests',
      text: 'SELECT weir.mail_new_requests($1, $2, $3, $4) AS "isWritten"',
      values: [workspaceId, userId, until, now],
    });
    return rows[0]?.isWritten ?? false;
  }
}
