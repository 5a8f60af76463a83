import type { ColumnKind } from '@weir/contract';
import type { Translate } from '@weir/words';
import type { DraftColumn } from './columns-editor';

export const boardTemplates = ['software', 'operations', 'editorial', 'hiring', 'personal'] as const;
export type BoardTemplate = (typeof boardTemplates)[number];

type Column = [kind: ColumnKind, max: number | null];

/**
 * Few cards in active columns, fewest where only one or two people work. Queues have room for more than ten tasks, so that
 * a team can type in what it has.
 */
const columns = {
  software: { ready: ['queue', 15], doing: ['active', 3], review: ['active', 2], done: ['done', null] },
  operations: { inbox: ['queue', 20], doing: ['active', 4], waiting: ['active', 5], done: ['done', null] },
  editorial: {
    ideas: ['queue', 20],
    writing: ['active', 3],
    editing: ['active', 2],
    layout: ['active', 2],
    published: ['done', null],
  },
  hiring: {
    applied: ['queue', 30],
    screening: ['active', 6],
    interviews: ['active', 4],
    offer: ['active', 2],
    decided: ['done', null],
  },
  personal: { planned: ['queue', 20], today: ['active', 3], done: ['done', null] },
} satisfies Record<BoardTemplate, Record<string, Column>>;

/** The columns of a new board, named in the reader's language. */
export function columnsOfTemplate<Name extends BoardTemplate>(t: Translate, template: Name): DraftColumn[] {
  return Object.entries<Column>(columns[template]).map(([id, [kind, max]]) => ({
    id,
    name: t(`boardTemplates.${template}.columns.${id}` as 'boardTemplates.software.columns.ready'),
    kind,
    max,
  }));
}

export type FirstCard = { title: string; description: string };

const firstCards = ['move', 'fill', 'ask', 'keys'] as const;

/** Cards for a new board that show its owners how it works. `column` is the first active column that has a limit. */
export function cardsThatExplain(t: Translate, column: DraftColumn, depth: number): FirstCard[] {
  const facts = { column: column.name, max: column.max ?? 0, depth };
  return firstCards.map((name) => ({
    title: t(`boardTemplates.cards.${name}.title`, facts),
    description: t(`boardTemplates.cards.${name}.text`, facts),
  }));
}
