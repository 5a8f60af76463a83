import { Injectable } from '@nestjs/common';
import { Pool } from '../database/pool.js';

@Injectable()
export class HealthRepository {
  constructor(private readonly pool: Pool) {}

  /** The name of the newest applied migration; null where none is. */
  async newestMigration(): Promise<string | null> {
    const { rows } = await this.pool.query<{ migration_name: string }>(`
      SELECT migration_name
        FROM _prisma_migrations
       WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL
       ORDER BY migration_name DESC
       LIMIT 1`);
    return rows[0]?.migration_name ?? null;
  }

  connections(): { open: number; idle: number; waiting: number } {
    return { open: this.pool.totalCount, idle: this.pool.idleCount, waiting: this.pool.waitingCount };
  }
}
