import { Injectable } from '@nestjs/common';
import type { Access } from '../http/access/caller.js';
import { Refused } from '../result.js';
import { given, valuesOf } from './filtered-page.js';
import { NamedPartsRepository, type Part, type PartKind } from './named-parts.repository.js';

/** Ids or names in filters, several with commas. Without one, the filter is not there. */
type Names = { [kind in PartKind | 'assignee' | 'team']?: string | undefined };

/** An empty list of swimlanes or assignees: cards without any. `teamIds`: the members of teams. */
export type NamedIds = {
  columnIds?: string[];
  swimlaneIds?: string[];
  labelIds?: string[];
  assigneeIds?: string[];
  teamIds?: string[];
};

const idShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Finds the ids of what filters name. */
@Injectable()
export class NamedPartsService {
  constructor(private readonly repository: NamedPartsRepository) {}

  /** The ids of columns, swimlanes and labels of boards, and of people. Refuses names of nothing. */
  async idsOf(access: Access, boardIds: readonly string[], names: Names): Promise<NamedIds> {
    const { column, lane, label, assignee, team } = names;
    const { workspaceId } = access;
    const parts = column || lane || label ? await this.repository.parts(workspaceId, boardIds) : [];
    return given({
      columnIds: partIdsOf(parts, 'column', column),
      swimlaneIds: lane === 'none' ? [] : partIdsOf(parts, 'lane', lane),
      labelIds: partIdsOf(parts, 'label', label),
      assigneeIds: assignee === undefined ? undefined : await this.peopleOf(access, assignee),
      teamIds: team === undefined ? undefined : await this.teamOf(workspaceId, team),
    }) as NamedIds;
  }

  private async peopleOf({ workspaceId, userId }: Access, names: string): Promise<string[]> {
    if (names === 'none') return [];
    const people = valuesOf(names).map((name) => (name === 'me' ? userId : name.toLowerCase()));
    if (people.includes('none')) throw wrongFilter('assignee', 'noneAlone');
    const others = people.filter((id) => id !== userId);
    if (!others.every((id) => idShape.test(id))) throw wrongFilter('assignee', 'uuid');
    const known = others.length > 0 ? await this.repository.members(workspaceId, others) : [];
    if (!others.every((id) => known.includes(id))) throw wrongFilter('assignee', 'absent');
    return people;
  }

  private async teamOf(workspaceId: string, names: string): Promise<string[]> {
    const teams = await this.repository.teams(workspaceId);
    return valuesOf(names).flatMap((name) => {
      const wanted = name.toLowerCase();
      const found = teams.find((team) => team.id === wanted || team.name.toLowerCase() === wanted);
      if (!found) throw wrongFilter('team', 'absent');
      return found.memberIds;
    });
  }
}

/** The ids of parts that are given by id or by name, in any case. */
function partIdsOf(parts: readonly Part[], kind: PartKind, names: string | undefined): string[] | undefined {
  return names === undefined
    ? undefined
    : valuesOf(names).flatMap((name) => {
        const wanted = name.toLowerCase();
        const ids = parts
          .filter((part) => part.kind === kind && (part.id === wanted || part.name.toLowerCase() === wanted))
          .map(({ id }) => id);
        if (kind === 'lane' && wanted === 'none' && ids.length === 0) throw wrongFilter(kind, 'noneAlone');
        if (ids.length === 0) throw wrongFilter(kind, 'absent');
        return ids;
      });
}

/** 422, at one parameter of a query. */
export function wrongFilter(path: string, code: string, params?: Record<string, string | number>): Refused {
  return new Refused({
    code: 'invalid-input',
    facts: { errors: [{ path, code, ...(params && { params }) }] },
  });
}
