import type { Draw } from './draw.js';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Other words for the same kind, as properties and paths have them. */
const sameKind: Record<string, string> = {
  assignee: 'user',
  member: 'user',
  person: 'user',
  requester: 'user',
  actor: 'user',
  owner: 'user',
  by: 'user',
  createdBy: 'user',
  invitedBy: 'user',
  holder: 'user',
  serviceAccount: 'account',
  lane: 'swimlane',
  checklist: 'item',
  checklistItem: 'item',
  cardsTo: 'column',
  claim: 'card',
  move: 'card',
  copyOf: 'card',
  displaced: 'card',
  answerTemplate: 'template',
  pushSubscription: 'subscription',
  ask: 'form',
};
/** The newest of each kind are drawn. */
const kept = 40;

/** The kind of what a property or a path's segment names: `columns`, `columnId` and `columnIds` are `column`. */
export function kindOf(name: string): string {
  const camel = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()).replace(/Ids?$/, '');
  const one = camel.endsWith('ies') ? `${camel.slice(0, -3)}y` : camel.replace(/(?<=[^s])s$/, '');
  return sameKind[one] ?? one;
}

/** The places that an address is in, the narrowest first: `MAIN/cards/3`, `MAIN`. */
export function placesOf(path: string): string[] {
  const [, board, part] =
    /\/boards\/([^/?]+)(?:\/((?:cards|requests|fields|webhooks)\/[^/?]+))?/.exec(path) ?? [];
  const webhook = /\/(webhooks\/[^/?]+)/.exec(path)?.[1];
  if (board === undefined) return webhook ? [webhook] : [];
  return part ? [`${board}/${part}`, board] : [board];
}

/** What earlier answers named, by kind: ids, numbers, keys, cursors, secrets. Later calls draw from it. */
export class Seen {
  private readonly kinds = new Map<string, (string | number)[]>();
  private readonly tags = new Map<string, string>();

  /** `hidden` are ids that no call may name. Without secrets, no call uses one. */
  constructor(
    private readonly hidden: Set<string> = new Set(),
    private readonly withSecrets = true,
  ) {}

  /** From now on no call names it. */
  hide(id: string): void {
    this.hidden.add(id);
    for (const [kind, known] of this.kinds) {
      const others = known.filter((each) => each !== id);
      if (others.length > 0) this.kinds.set(kind, others);
      else this.kinds.delete(kind);
    }
  }

  learn(path: string, body: unknown, etag: string | null): void {
    if (etag) this.tags.set(path, etag);
    const nouns = path
      .split('?', 1)[0]!
      .split('/')
      .filter((part) => /^[a-z-]+$/.test(part) && part !== 'v1');
    this.walk(body, kindOf(nouns.at(-1) ?? ''), placesOf(path));
  }

  /** What is in some places is drawn for calls there. */
  add(kind: string, value: string | number, places: readonly string[] = []): void {
    if (this.hidden.has(String(value)) || (kind.startsWith('secret') && !this.withSecrets)) return;
    for (const each of [kind, ...places.map((place) => `${place} ${kind}`)]) {
      const known = this.kinds.get(each) ?? [];
      if (!known.includes(value)) this.kinds.set(each, [...known, value].slice(-kept));
    }
  }

  /** One of that kind, from the first of the places that has some; undefined if none was seen. */
  one(draw: Draw, kind: string, places: readonly string[] = []): string | number | undefined {
    const keys = [...places.map((place) => `${place} ${kind}`), kind];
    const found = keys.find((each) => this.kinds.has(each));
    return found === undefined ? undefined : draw.pick(this.kinds.get(found)!);
  }

  /** The last part of a place below this one that has something of that kind. */
  placeWith(draw: Draw, kind: string, above: string): string | undefined {
    const places = [...this.kinds.keys()].filter(
      (key) => key.startsWith(`${above}/`) && key.endsWith(` ${kind}`),
    );
    return places.length > 0
      ? draw
          .pick(places)
          .slice(above.length + 1)
          .split(' ', 1)[0]
      : undefined;
  }

  /** The id of something of any kind. */
  anyId(draw: Draw): string | undefined {
    const ids = [...this.kinds.values()].flat().filter((each) => uuid.test(String(each)));
    return ids.length > 0 ? String(draw.pick(ids)) : undefined;
  }

  /** A token that an answer contained, preferably of that kind. */
  secret(draw: Draw, kind: string): string | undefined {
    const all = [...this.kinds]
      .filter(([each]) => each.startsWith('secret of '))
      .flatMap(([, values]) => values);
    const found = this.one(draw, `secret of ${kind}`) ?? (all.length > 0 ? draw.pick(all) : undefined);
    return found === undefined ? undefined : String(found);
  }

  /** The tag that was last seen of an address, or of what it is a part of. */
  tagOf(path: string): string | undefined {
    for (let at = path; at.includes('/'); at = at.slice(0, at.lastIndexOf('/')))
      if (this.tags.has(at)) return this.tags.get(at);
    return undefined;
  }

  private walk(value: unknown, kind: string, places: readonly string[]): void {
    if (Array.isArray(value)) for (const each of value) this.walk(each, kind, places);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    for (const [name, part] of Object.entries(value)) {
      if (typeof part === 'string' || typeof part === 'number') this.note(name, part, kind, places);
      else if (/Ids$/.test(name) && Array.isArray(part))
        for (const id of part) this.note('id', id, kindOf(name), places);
      else this.walk(part, name === 'items' ? kind : kindOf(name), places);
    }
  }

  private note(name: string, part: string | number, kind: string, places: readonly string[]): void {
    if (name === 'id') this.add(kind, part, places);
    else if (uuid.test(String(part)) && name.endsWith('Id')) this.add(kindOf(name), part, places);
    else if (name === 'number' || (name === 'token' && typeof part === 'number'))
      this.add(`${kind}#`, part, places);
    else if (name === 'nextCursor' || name === 'cursor') this.add('cursor', part);
    else if (name === 'externalId' || name === 'hash' || name === 'key' || name === 'slug')
      this.add(name, part);
    else if (/token$/i.test(name)) this.add(`secret of ${kind}`, part);
    else if (name === 'url' || name === 'link')
      this.add(`secret of ${kind}`, String(part).split(/[/#]/).at(-1)!);
  }
}
