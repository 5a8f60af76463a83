import { v5 } from 'uuid';
import { fitProse } from '../source/texts.js';

type MappedPerson = { userId: string | null; name: string; canBeAssigned: boolean; canAnswer: boolean };

const mention = /\[((?:[^\][\\]|\\.)*)\]\(person:([0-9a-f-]{36})\)/gi;
const file = /!?\[((?:[^\][\\]|\\.)*)\]\(attachment:[0-9a-f-]{36}\)/gi;

/**
 * What the things and people of an export are in this workspace. Ids follow from those of the file, so that a second import of it
 * finds what the first one made, and each reference finds its thing without being remembered.
 */
export class Mapping {
  constructor(
    private readonly workspaceId: string,
    private readonly people: ReadonlyMap<string, MappedPerson>,
    /** Who imports: what people who are not here wrote or did is theirs, with the name of the other. */
    readonly importer: string,
    readonly now: string,
  ) {}

  id(source: string): string {
    return v5(source, this.workspaceId);
  }

  idOrNull(source: string | null): string | null {
    return source === null ? null : this.id(source);
  }

  /** The member who somebody is here; null if they are not. */
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

  /** Instants of the file are never after the import. */
  past<T extends string | null>(instant: T): T {
    return (instant !== null && instant > this.now ? this.now : instant) as T;
  }

  /** A text whose mentions name members of this workspace. Others, and files, stay as plain names. */
  text(given: string): string {
    return given
      .replace(mention, (_, name: string, id: string) => {
        const userId = this.person(id.toLowerCase());
        return userId === null ? name : `[${name}](person:${userId})`;
      })
      .replace(file, '$1');
  }

  /** What somebody wrote, and who its writer is here. A text of somebody who is not here begins with their name. */
  written(source: string, given: string, max: number): { text: string; by: string } {
    const userId = this.person(source);
    const text = this.text(given);
    if (userId !== null) return { text, by: userId };
    const name = this.nameOf(source).replace(/[*_\\[\]]/g, '\\$&');
    return { text: fitProse(`**${name}**\n\n${text}`, max).text, by: this.importer };
  }
}
