import type {
  Board,
  Card,
  ClassOfService,
  Column,
  ColumnKind,
  Half,
  Limit,
  LimitScope,
} from '../src/index.js';

/** Builds a board in one line: `aBoard().queue('Ready').active('Doing', { limit: 2, cards: 2 }).done('Done')`. */
export function aBoard(): BoardMaker {
  return new BoardMaker();
}

type Wanted = readonly (ClassOfService | Half | Given)[];
type Given = Omit<Partial<Card>, 'assignees' | 'swimlaneId'> & { of?: string; lane?: string };
type Content = { limit?: number; split?: boolean; cards?: number | Wanted };

/** The names of columns, lanes, people and cards are also their ids. */
class BoardMaker implements Board {
  name = 'Platform';
  columns: Column[] = [];
  swimlanes: { id: string; name: string }[] = [];
  limits: Limit[] = [];
  cards: Card[] = [];

  queue(name: string, content?: Content) {
    return this.column('queue', name, content);
  }

  active(name: string, content?: Content) {
    return this.column('active', name, content);
  }

  done(name: string, content?: Content) {
    return this.column('done', name, content);
  }

  lanes(...names: string[]) {
    this.swimlanes.push(...names.map((name) => ({ id: name, name })));
    return this;
  }

  /** A limit with its own id; its default mode is `block`. */
  limit(id: string, scope: LimitScope, max: number, facts: Partial<Limit> = {}) {
    this.limits.push({ id, ...scope, max, mode: 'block', ...facts } as Limit);
    return this;
  }

  classLimit(classOfService: ClassOfService, max: number) {
    return this.limit(classOfService, { scope: 'classOfService', classOfService }, max);
  }

  personLimit(userId: string, max: number, facts: Partial<Limit> = {}) {
    return this.limit(userId, { scope: 'person', userId, across: 'board' }, max, facts);
  }

  private column(kind: ColumnKind, name: string, { limit, split = false, cards = [] }: Content = {}) {
    this.columns.push({ id: name, name, kind, split });
    if (limit !== undefined) this.limit(name, { scope: 'column', columnId: name }, limit);
    const wanted: Wanted = typeof cards === 'number' ? new Array(cards).fill({}) : cards;
    for (const each of wanted) this.cards.push(this.card(name, kind, split, givenOf(each)));
    return this;
  }

  /** Cards are numbered from 1 in the order in which they are added. Each is a day younger than the one before. */
  private card(columnId: string, kind: ColumnKind, split: boolean, { of, lane, ...given }: Given): Card {
    const number = this.cards.length + 1;
    const at = new Date(Date.UTC(2026, 0, number)).toISOString();
    return {
      number,
      ref: `PLAT-${number}`,
      title: `Card ${number}`,
      columnId,
      half: split ? 'doing' : null,
      swimlaneId: lane ?? null,
      classOfService: 'standard',
      assignees: of ? [{ id: of, name: of }] : [],
      enteredColumnAt: at,
      committedAt: kind === 'queue' ? null : at,
      archivedAt: null,
      blocked: null,
      ...given,
    };
  }
}

function givenOf(wanted: Wanted[number]): Given {
  if (wanted === 'doing' || wanted === 'done') return { half: wanted };
  return typeof wanted === 'string' ? { classOfService: wanted } : wanted;
}
