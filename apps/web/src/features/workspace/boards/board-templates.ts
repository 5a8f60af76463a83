import type { ColumnKind } from '@weir/contract';
import type { TextKey, Translate } from '@weir/words';
import type { DraftColumn } from './columns-editor';

export const boardTemplates = ['software', 'operations', 'editorial', 'hiring', 'personal'] as const;
export type BoardTemplate = (typeof boardTemplates)[number];

type ColumnOfTemplate = [name: TextKey, kind: ColumnKind, max: number | null];

/**
 * Few cards in active columns, fewest where only one or two people work. Queues have room for more than ten tasks, so that
 * a team can type in what it has.
 */
const columns = {
  software: [
    ['boardTemplates.software.columns.ready', 'queue', 15],
    ['boardTemplates.software.columns.doing', 'active', 3],
    ['boardTemplates.software.columns.review', 'active', 2],
    ['boardTemplates.software.columns.done', 'done', null],
  ],
  operations: [
    ['boardTemplates.operations.columns.inbox', 'queue', 20],
    ['boardTemplates.operations.columns.doing', 'active', 4],
    ['boardTemplates.operations.columns.waiting', 'active', 5],
    ['boardTemplates.operations.columns.done', 'done', null],
  ],
  editorial: [
    ['boardTemplates.editorial.columns.ideas', 'queue', 20],
    ['boardTemplates.editorial.columns.writing', 'active', 3],
    ['boardTemplates.editorial.columns.editing', 'active', 2],
    ['boardTemplates.editorial.columns.layout', 'active', 2],
    ['boardTemplates.editorial.columns.published', 'done', null],
  ],
  hiring: [
    ['boardTemplates.hiring.columns.applied', 'queue', 30],
    ['boardTemplates.hiring.columns.screening', 'active', 6],
    ['boardTemplates.hiring.columns.interviews', 'active', 4],
    ['boardTemplates.hiring.columns.offer', 'active', 2],
    ['boardTemplates.hiring.columns.decided', 'done', null],
  ],
  personal: [
    ['boardTemplates.personal.columns.planned', 'queue', 20],
    ['boardTemplates.personal.columns.today', 'active', 3],
    ['boardTemplates.personal.columns.done', 'done', null],
  ],
} as const satisfies Record<BoardTemplate, readonly ColumnOfTemplate[]>;

/** The columns of a new board, named in the reader's language. */
export function columnsOfTemplate(t: Translate, template: BoardTemplate): DraftColumn[] {
  return columns[template].map(([name, kind, max]) => ({ id: name, name: t(name), kind, max }));
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
