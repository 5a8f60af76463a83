import type { Board, Card, ClassOfService, Column, ColumnKind, Limit } from '../src/index.js';

/** A board in a line: `aBoard().queue('Ready').active('Doing', { limit: 2, cards: 2 }).done('Done')`. */
export function aBoard(): BoardMaker {
  return new BoardMaker();
}

type Wanted = readonly (ClassOfService | Partial<Card>)[];
type Content = { limit?: number; cards?: number | Wanted };

class BoardMaker implements Board {
  columns: Column[] = [];
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

  classLimit(classOfService: ClassOfService, max: number) {
    this.limits.push({ id: classOfService, scope: 'classOfService', classOfService, max, mode: 'block' });
    return this;
  }

  private column(kind: ColumnKind, name: string, { limit, cards = [] }: Content = {}) {
    this.columns.push({ id: name, name, kind });
    if (limit !== undefined) {
      this.limits.push({ id: name, scope: 'column', columnId: name, max: limit, mode: 'block' });
    }
    const wanted: Wanted = typeof cards === 'number' ? new Array(cards).fill({}) : cards;
    for (const each of wanted) {
      this.cards.push(this.card(name, typeof each === 'string' ? { classOfService: each } : each));
    }
    return this;
  }

  /** Cards are numbered from 1 in the order in which they are put here, and each is a day younger than the last. */
  private card(columnId: string, given: Partial<Card>): Card {
    const number = this.cards.length + 1;
    const at = new Date(Date.UTC(2026, 0, number)).toISOString();
    const kind = this.columns.find(({ id }) => id === columnId)?.kind;
    return {
      number,
      ref: `PLAT-${number}`,
      title: `Card ${number}`,
      columnId,
      classOfService: 'standard',
      enteredColumnAt: at,
      committedAt: kind === 'queue' ? null : at,
      archivedAt: null,
      blocked: null,
      ...given,
    };
  }
}
