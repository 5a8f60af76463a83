import { allowedRoles, type ImportPlan, type ImportSource } from '@weir/contract';
import { v5 } from 'uuid';
import { timeOf } from '../../files/receiving.js';
import { fitProse, signed } from '../source/texts.js';

type MappedPerson = { userId: string | null; name: string; canBeAssigned: boolean; canAnswer: boolean };

/** The people of a file by their refs, as the plan matches them with members. `roles`: those of the members, by their ids. */
export function peopleOf(
  source: ImportSource,
  plan: ImportPlan,
  roles: ReadonlyMap<string, string>,
): Map<string, MappedPerson> {
  const chosen = new Map(plan.people.map(({ ref, userId }) => [ref, userId]));
  return new Map(
    source.people.map(({ ref, name }) => {
      const userId = chosen.get(ref) ?? null;
      const role = userId === null ? undefined : roles.get(userId);
      const has = (allowed: readonly string[]) => role !== undefined && allowed.includes(role);
      const rights = {
        canBeAssigned: has(allowedRoles.changeCards),
        canAnswer: has(allowedRoles.answerRequests),
      };
      return [ref, { name, userId: role === undefined ? null : userId, ...rights }];
    }),
  );
}

const mention = /\[((?:[^\][\\]|\\.)*)\]\((person|team):([0-9a-f-]{36})\)/gi;
const file = /(!?)\[((?:[^\][\\]|\\.)*)\]\(attachment:([0-9a-f-]{36})\)/gi;
const noFiles: ReadonlySet<string> = new Set();

/**
 * Maps the ids, people and texts of an export to this workspace. An id follows from the one in the file, so a second import finds
 * the records of the first one, and references need no table.
 */
export class Mapping {
  constructor(
    private readonly workspaceId: string,
    private readonly people: ReadonlyMap<string, MappedPerson>,
    /** The person who imports. They become the writer of texts by people who are not here; the texts begin with the real names. */
    readonly importer: string,
    readonly now: string,
    /** The ids of teams here, by their ids in the file. */
    private readonly teams: ReadonlyMap<string, string> = new Map(),
  ) {}

  /** The same, with teams that texts can mention. */
  withTeams(teams: ReadonlyMap<string, string>): Mapping {
    return new Mapping(this.workspaceId, this.people, this.importer, this.now, teams);
  }

  id(source: string): string {
    return v5(source, this.workspaceId);
  }

  idOrNull(source: string | null): string | null {
    return source === null ? null : this.id(source);
  }

  /** The member for a person of the file; null if there is none. */
  person(source: string | null): string | null {
    return source === null ? null : (this.people.get(source)?.userId ?? null);
  }

  assignable(source: string | null): string | null {
    const person = source === null ? undefined : this.people.get(source);
    return person?.canBeAssigned ? person.userId : null;
  }

  answering(source: string): string[] {
    const person = this.people.get(source);
    return person?.canAnswer && person.userId !== null ? [person.userId] : [];
  }

  nameOf(source: string): string {
    return this.people.get(source)?.name ?? '–';
  }

  /** An instant of the file, but not later than the import. */
  past<T extends string | null>(instant: T): T {
    return (instant !== null && instant > this.now ? this.now : instant) as T;
  }

  /**
   * The id for the content of an attachment. It has the time of the one in the file, which the job that deletes old contents reads,
   * but none in the future.
   */
  fileId(source: string): string {
    const at = timeOf(source) <= Date.parse(this.now) ? source.slice(0, 13) : '00000000-0000';
    return `${at}-7${this.id(source).slice(15)}`;
  }

  /**
   * A text whose mentions name members and teams of this workspace, and whose files are among `files`. Others stay as plain names.
   */
  text(given: string, files = noFiles): string {
    return given
      .replace(mention, (_, name: string, kind: string, id: string) => {
        const source = id.toLowerCase();
        const here = kind.toLowerCase() === 'team' ? this.teams.get(source) : this.person(source);
        return here ? `[${name}](${kind.toLowerCase()}:${here})` : name;
      })
      .replace(file, (_, mark: string, name: string, id: string) => {
        const source = id.toLowerCase();
        return files.has(source) ? `${mark}[${name}](attachment:${this.fileId(source)})` : name;
      });
  }

  /** A text and its writer here. A text by a person who is not here begins with their name. */
  written(source: string, given: string, max: number, files = noFiles): { text: string; by: string } {
    const userId = this.person(source);
    const text = this.text(given, files);
    if (userId !== null) return { text, by: userId };
    return { text: fitProse(signed(this.nameOf(source), text), max).text, by: this.importer };
  }
}
