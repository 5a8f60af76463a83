import type { CapOfBoard, CappedImport, OversizedBoard } from '@weir/contract';
import type { ExportedBoard, ExportedLink, ExportedTeam } from '@weir/contract/workspace-exports';
import { isSameName } from '@weir/domain';
import type { Caps, WorkspaceLoad } from '../caps.repository.js';
import type { Mapping } from './mapping.js';

/** The first of its parts of which a board has more than it can have here; null if it fits. */
export function oversized(board: ExportedBoard, caps: Caps): OversizedBoard | null {
  const counts: Record<CapOfBoard, number> = {
    columns: board.columns.length,
    swimlanes: board.swimlanes.length,
    labels: board.labels.length,
    fields: board.fields.length,
    fieldOptions: Math.max(0, ...board.fields.map(({ options }) => options.length)),
    limits: board.limits.length,
    templates: board.answerTemplates.length,
    cardTemplates: board.cardTemplates.length,
    recurringCards: board.recurringCards.length,
  };
  const over = (Object.keys(counts) as CapOfBoard[]).find((cap) => counts[cap] > caps[cap]);
  return over ? { board: board.name, cap: over, max: caps[over], found: counts[over] } : null;
}

type Planned = { archived: boolean };

/** How many of these new boards, the first ones of the file, the workspace has room for. Archived ones are made first. */
export function roomForBoards(
  boards: readonly Planned[],
  load: WorkspaceLoad,
  caps: Caps,
): { fits: (at: number) => boolean; max: number } {
  const room = { open: caps.boards - load.boards, all: caps.archivedBoards - load.allBoards };
  const fitting = boards.map(({ archived }) => {
    // A board is archived as the last step of making it, so it needs the room of an open one until then.
    if (room.all <= 0 || room.open <= 0) return false;
    room.all -= 1;
    if (!archived) room.open -= 1;
    return true;
  });
  return { fits: (at) => fitting[at] ?? false, max: room.all <= 0 ? caps.archivedBoards : caps.boards };
}

type NewTeam = { id: string; name: string; createdAt: string; memberIds: string[] };
export type FittedTeams = {
  /** The ids of teams here by those in the file. */
  ids: Map<string, string>;
  added: NewTeam[];
  matched: number;
  capped: CappedImport[];
};

/**
 * Finds the teams of a file among those `here`, by an earlier import or by their names, and adds the others as far as the caps
 * allow. Their members are those of the workspace; `memberIds` has them in a fixed order.
 */
export function fitTeams(
  teams: readonly ExportedTeam[],
  here: readonly { id: string; name: string }[],
  memberIds: readonly string[],
  mapping: Mapping,
  caps: Caps,
): FittedTeams {
  const known = [...here];
  const fitted: FittedTeams = { ids: new Map(), added: [], matched: 0, capped: [] };
  let leftOut = 0;
  for (const { id: source, name, createdAt, memberIds: people } of teams) {
    const id = mapping.id(source);
    const same = known.find((team) => team.id === id) ?? known.find((team) => isSameName(team.name, name));
    if (same) {
      fitted.ids.set(source, same.id);
      fitted.matched += 1;
      continue;
    }
    if (known.length >= caps.teams) {
      leftOut += 1;
      continue;
    }
    known.push({ id, name });
    fitted.ids.set(source, id);
    const chosen = new Set(people.map((person) => mapping.person(person)));
    const found = memberIds.filter((member) => chosen.has(member));
    const added = found.slice(0, caps.teamMembers);
    fitted.added.push({ id, name, createdAt: mapping.past(createdAt), memberIds: added });
    if (found.length > added.length)
      fitted.capped.push({
        ...{ cap: 'teamMembers', max: caps.teamMembers, found: found.length, of: name },
        leftOut: found.length - added.length,
      });
  }
  if (leftOut > 0)
    fitted.capped.push({ cap: 'teams', max: caps.teams, found: teams.length, leftOut, of: null });
  return fitted;
}

/** The links whose two cards have room for them, and those that are left out. `here`: how many links cards have, by their ids. */
export function fitLinks(
  links: readonly ExportedLink[],
  here: ReadonlyMap<string, number>,
  max: number,
): { kept: ExportedLink[]; leftOut: ExportedLink[] } {
  const counts = new Map(here);
  const fits = ({ card, to }: ExportedLink) => {
    const ends = [card.cardId, to.cardId];
    if (ends.some((id) => (counts.get(id) ?? 0) >= max)) return false;
    for (const id of ends) counts.set(id, (counts.get(id) ?? 0) + 1);
    return true;
  };
  const { true: kept = [], false: leftOut = [] } = Object.groupBy(links, (link) =>
    fits(link) ? 'true' : 'false',
  );
  return { kept, leftOut };
}
