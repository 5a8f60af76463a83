import { Injectable } from '@nestjs/common';
import type { ExportedTeam } from '@weir/contract/workspace-exports';
import { isSameName } from '@weir/domain';
import type { Tx } from '../../database/prisma.js';
import type { Mapping } from './mapping.js';

/** The teams of an export. */
@Injectable()
export class WorkspaceTeamsRepository {
  /**
   * Adds the teams that are missing, with the members who are here. A team that is here, from an earlier import or by its name,
   * stays as it is. Returns the ids of the teams here by their ids in the file.
   */
  async add(
    tx: Tx,
    writer: { workspaceId: string; by: string; now: Date },
    teams: readonly ExportedTeam[],
    mapping: Mapping,
  ): Promise<Map<string, string>> {
    const { workspaceId, by, now } = writer;
    await tx.$queryRaw`SELECT weir.lock_workspaces(ARRAY[${workspaceId}::uuid])::text`;
    await tx.$queryRaw`SELECT weir.set_writer(${by}::uuid, ${now})`;
    const here = await tx.team.findMany({ where: { workspaceId }, select: { id: true, name: true } });
    const members = await tx.membership.findMany({
      where: { workspaceId, leftAt: null },
      select: { userId: true },
    });
    const ids = new Map<string, string>();
    for (const { id: source, name, createdAt, memberIds } of teams) {
      const id = mapping.id(source);
      const known = here.find((team) => team.id === id) ?? here.find((team) => isSameName(team.name, name));
      ids.set(source, known?.id ?? id);
      if (known) continue;
      here.push({ id, name });
      await tx.team.create({ data: { workspaceId, id, name, createdAt: mapping.past(createdAt) } });
      const chosen = new Set(memberIds.map((person) => mapping.person(person)));
      const data = members
        .filter(({ userId }) => chosen.has(userId))
        .map(({ userId }) => ({ workspaceId, teamId: id, userId, addedAt: now }));
      if (data.length > 0) await tx.teamMember.createMany({ data });
    }
    return ids;
  }
}
