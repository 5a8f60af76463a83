import { Injectable } from '@nestjs/common';
import type { ExportedTeam } from '@weir/contract/workspace-exports';
import { Database, type Tx } from '../../database/prisma.js';
import type { Caps } from '../caps.repository.js';
import { fitTeams } from './fitting.js';
import type { Mapping } from './mapping.js';

/** The teams of an export. */
@Injectable()
export class WorkspaceTeamsRepository {
  constructor(private readonly database: Database) {}

  here(workspaceId: string, tx: Pick<Tx, 'team'> = this.database): Promise<{ id: string; name: string }[]> {
    return tx.team.findMany({ where: { workspaceId }, select: { id: true, name: true } });
  }

  /**
   * Adds the teams that are missing, with the members who are here, as far as the caps allow. A team that is here, from an earlier
   * import or by its name, stays as it is. Returns the ids of the teams here by their ids in the file.
   */
  async add(
    tx: Tx,
    writer: { workspaceId: string; by: string; now: Date },
    teams: readonly ExportedTeam[],
    mapping: Mapping,
    caps: Caps,
  ): Promise<Map<string, string>> {
    const { workspaceId, by, now } = writer;
    await tx.$queryRaw`SELECT weir.lock_workspaces(ARRAY[${workspaceId}::uuid])::text`;
    await tx.$queryRaw`SELECT weir.set_writer(${by}::uuid, ${now})`;
    const members = await tx.membership.findMany({
      where: { workspaceId, leftAt: null },
      select: { userId: true },
      orderBy: { userId: 'asc' },
    });
    const memberIds = members.map(({ userId }) => userId);
    const { added, ids } = fitTeams(teams, await this.here(workspaceId, tx), memberIds, mapping, caps);
    for (const { id, name, createdAt, memberIds } of added) {
      await tx.team.create({ data: { workspaceId, id, name, createdAt } });
      const data = memberIds.map((userId) => ({ workspaceId, teamId: id, userId, addedAt: now }));
      if (data.length > 0) await tx.teamMember.createMany({ data });
    }
    return ids;
  }
}
