import { Injectable } from '@nestjs/common';
import { Pool } from '../database/pool.js';
import type { FileKey } from './file-store.js';

@Injectable()
export class FileSweepRepository {
  constructor(private readonly pool: Pool) {}

  /**
   * Returns those of these files that belong to no attachment and to no person's picture, and are not the file of an import that can
   * still run. A running import writes files under ids that say nothing of their age, so its workspace has no orphans.
   */
  async orphansOf(files: FileKey[]): Promise<FileKey[]> {
    const { rows } = await this.pool.query<FileKey>(
      `SELECT f.workspace_id AS "workspaceId", f.id
         FROM unnest($1::uuid[], $2::uuid[]) f (workspace_id, id)
        WHERE NOT EXISTS (SELECT FROM attachments a WHERE a.workspace_id = f.workspace_id AND a.id = f.id)
          AND NOT EXISTS (SELECT FROM avatars v WHERE v.file_id = f.id)
          AND NOT EXISTS (SELECT FROM imports i WHERE i.workspace_id = f.workspace_id
                             AND (i.state = 'running' OR (i.id = f.id AND i.state <> 'done')))`,
      [files.map(({ workspaceId }) => workspaceId), files.map(({ id }) => id)],
    );
    return rows;
  }
}
