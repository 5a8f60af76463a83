import type { Board as Read, Request as ReadRequest } from '@weir/contract';
import type { Board, Limit, World } from './world.js';

/** The world as boards and requests show it, without archived cards and the override log. */
export function worldOf(
  boards: { read: Read; requests: ReadRequest[] }[],
  team: Record<string, string>,
): World {
  const all = boards.flatMap(({ read }) => read.limits.map(limitOf));
  const personal = all.filter(
    (limit, at) => isPersonal(limit) && all.findIndex(({ id }) => id === limit.id) === at,
  );
  return { boards: boards.map(({ read, requests }) => boardOf(read, requests)), personal, team };
}

function boardOf(read: Read, requests: ReadRequest[]): Board {
  return {
    key: read.key,
    name: read.name,
    archived: read.archivedAt !== null,
    seq: read.seq,
    budget: read.overrides.budget,
    depth: read.intake.depth,
    columns: read.columns.map(({ id, name, kind, split }) => ({ id, name, kind, split })),
    lanes: read.swimlanes.map(({ id, name }) => ({ id, name })),
    limits: read.limits.map(limitOf).filter((limit) => !isPersonal(limit)),
    cards: read.cards.map((card) => ({
      number: card.number,
      columnId: card.columnId,
      swimlaneId: card.swimlaneId,
      done: card.half === 'done',
      classOfService: card.classOfService,
      people: card.assignees.map(({ id }) => id),
      archived: card.archivedAt !== null,
      blocked: card.blocked !== null,
      asked: card.request !== null,
    })),
    requests: requests.map(({ number, classOfService, state }) => {
      return { number, classOfService, answered: state === 'answered' };
    }),
    ledger: [],
  };
}

function limitOf({ load: _, passedLately: __, ...facts }: Read['limits'][number]): Limit {
  return { ...facts, min: facts.min ?? null };
}

function isPersonal({ across }: Limit): boolean {
  return across === 'workspace';
}
