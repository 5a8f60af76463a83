import { sleStates } from '@weir/domain';
import { z } from 'zod';
import { SleState } from '../flow/service-levels.js';
import {
  anyOf,
  ClassesFilter,
  DaysParam,
  FilteredPageQuery,
  NamesFilter,
  sortedBy,
  sparse,
  TextFilter,
  UpdatedSince,
  YesOrNo,
} from '../values/filters.js';
import { page } from '../values/lists.js';
import { PlainDate } from '../values/time.js';
import { Card, CardDetail } from './cards.js';

/** What `include` adds to each card of the list. */
export const cardExtras = [
  'description',
  'mentions',
  'createdAt',
  'createdBy',
  'externalId',
  'metadata',
  'imported',
  'checklistItems',
  'blocks',
  'links',
] as const satisfies readonly (keyof CardDetail)[];
export type CardExtra = (typeof cardExtras)[number];

/**
 * A card of a list: as the board shows it, with when it was last updated, and with what `include` asks for; with `fields` only
 * these. Its number is always there. `sle`: what the age of a card in flight means for the expectation of its class; null for other
 * cards, and without an expectation.
 */
export const ListedCard = sparse(CardDetail.extend({ sle: SleState.nullable() })).meta({ id: 'ListedCard' });
export type ListedCard = z.infer<typeof ListedCard>;

export const CardPage = page(ListedCard).meta({ id: 'CardPage' });
export type CardPage = z.infer<typeof CardPage>;

export const cardSorts = ['number', 'updatedAt', 'dueOn', 'committedAt', 'deliveredAt', 'position'] as const;
export type CardSort = (typeof cardSorts)[number];

const says = (description: string) => ({ description });

/**
 * Filters of a board's cards. They combine; several values of one, with commas, are alternatives. A page looks at 1,000 cards at
 * most, so it can be short or empty and still have a `nextCursor`. A cursor belongs to its filters and its order.
 */
export const CardQuery = FilteredPageQuery.extend({
  text: TextFilter.optional().meta(
    says(
      'All words in the title, the description, the fields or a comment, each as the beginning of a word, or the number or ref of a card. Where no card has them, cards with swapped letters put right, then those with similar words.',
    ),
  ),
  column: NamesFilter.optional().meta({ ...says('Ids or names of columns.'), examples: ['Doing,Review'] }),
  lane: NamesFilter.optional().meta(says('Ids or names of swimlanes, or `none`: of no swimlane.')),
  class: ClassesFilter.optional().meta({ ...says('Classes of service.'), examples: ['expedite,fixedDate'] }),
  assignee: NamesFilter.optional().meta({
    ...says('Ids of people, or `me`; `none`: nobody’s.'),
    examples: ['me'],
  }),
  label: NamesFilter.optional().meta(says('Ids or names of labels.')),
  due: z.enum(['any', 'none']).optional().meta(says('Cards with a due date, or without one.')),
  dueFrom: PlainDate.optional().meta(says('Due on this day or later.')),
  dueTo: PlainDate.optional().meta(says('Due on this day or earlier.')),
  minAgeDays: DaysParam.optional().meta(says('In flight for at least this many days of 24 hours.')),
  maxAgeDays: DaysParam.optional().meta(says('In flight for at most this many days of 24 hours.')),
  blocked: YesOrNo.optional().meta(says('Cards with an open block, or without one.')),
  sle: anyOf(sleStates)
    .optional()
    .meta({
      ...says(
        'Cards in flight whose class has an expectation: those that can keep it, are at risk, or missed it.',
      ),
      examples: ['atRisk,broken'],
    }),
  archived: z
    .enum(['true', 'false', 'any'])
    .optional()
    .meta(says('Archived cards, others, or both. Without it: others.')),
  delivered: YesOrNo.optional().meta(says('Delivered cards, or others. Without it: both.')),
  updatedSince: UpdatedSince.optional().meta({
    ...says('Cards whose `updatedAt` is this instant or later.'),
    examples: ['2026-03-01T09:30:00Z'],
  }),
  sort: sortedBy(cardSorts)
    .optional()
    .meta(
      says(
        '`number` without it. `committedAt`: cards in flight, the oldest first. `position`: the order on the board; it needs one `column` and cards that are not archived. Cards without the date come last. With `-` in front: the reverse.',
      ),
    ),
  include: anyOf(cardExtras)
    .optional()
    .meta({ ...says('What to add to each card.'), examples: ['description,links'] }),
  fields: anyOf([...Object.keys(Card.shape), 'updatedAt', 'sle', ...cardExtras])
    .optional()
    .meta({ ...says('The only properties to show, besides `number`.'), examples: ['title,columnId'] }),
});
export type CardQuery = z.infer<typeof CardQuery>;
