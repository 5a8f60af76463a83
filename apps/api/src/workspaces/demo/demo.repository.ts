import { Inject, Injectable } from '@nestjs/common';
import type { Workspace } from '@weir/contract';
import { seedAfresh } from '@weir/prisma/seed';
import pg from 'pg';
import { Database } from '../../database/prisma.js';
import { ENV, type Env } from '../../env.js';
import { demoSeededAtOf } from './demo-seeded-at.js';

@Injectable()
export class DemoRepository {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly database: Database,
  ) {}

  /** The workspace, if it is the demo and this server may start it afresh. */
  async demo(workspaceId: string): Promise<Omit<Workspace, 'role'> | null> {
    const { slug, name, demoSeededAt } = await this.database.workspace.findUniqueOrThrow({
      where: { id: workspaceId },
      select: { slug: true, name: true, demoSeededAt: true },
    });
    const demo = demoSeededAtOf(this.env, demoSeededAt);
    return demo.demoSeededAt ? { slug, name, ...demo } : null;
  }

  /** As the owner of the tables: the API's own role has no right to remove what happened. */
  async seedAfresh(now: Date): Promise<void> {
    const client = new pg.Client({ connectionString: this.env.WEIR_DEMO_DATABASE_URL });
    await client.connect();
    try {
      await seedAfresh(client, { now, onlyUntouched: false });
    } finally {
      await client.end();
    }
  }
}
