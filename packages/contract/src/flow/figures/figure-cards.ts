import { z } from 'zod';
import { PageQuery, page } from '../../values/lists.js';
import { Id } from '../../values/names.js';
import { Instant, PlainDate } from '../../values/time.js';
import { FlowStage } from './flow-figures.js';
import { classOfCard, flowCard, flowScope } from './flow-parts.js';
import { BoardsFlowQuery, FlowQuery } from './flow-query.js';

/** A number of a day in arrivals: the cards that took this step on the day, or the cards in flight at its end. */
export const FlowStep = z
  .enum(['arrived', 'delivered', 'putBack', 'removed', 'inFlight'])
  .meta({ id: 'FlowStep' });
export type FlowStep = z.infer<typeof FlowStep>;

const day = {
  day: PlainDate.meta({
    description: 'The day of the figure, from `from` to `to`.',
    examples: ['2026-10-27'],
  }),
};
const stage = {
  ...day,
  stage: FlowStage.meta({ description: 'The stage of the band.', examples: ['inFlight'] }),
};
const step = {
  ...day,
  step: FlowStep.meta({ description: 'Which number of the day.', examples: ['arrived'] }),
};

/** Which band of cumulative flow, on which day. `column` is not for delivered cards: they are one band. */
export const CfdCardsQuery = FlowQuery.extend({
  ...PageQuery.shape,
  ...stage,
  column: z
    .union([Id, z.literal('none')])
    .optional()
    .meta({
      description:
        'The id of the band’s column, or `none`: columns that are gone. Without it, all cards of the stage.',
      examples: ['none'],
    }),
});
export type CfdCardsQuery = z.infer<typeof CfdCardsQuery>;

export const BoardsCfdCardsQuery = BoardsFlowQuery.extend({ ...PageQuery.shape, ...stage });
export type BoardsCfdCardsQuery = z.infer<typeof BoardsCfdCardsQuery>;

export const ArrivalsCardsQuery = FlowQuery.extend({ ...PageQuery.shape, ...step });
export type ArrivalsCardsQuery = z.infer<typeof ArrivalsCardsQuery>;

export const BoardsArrivalsCardsQuery = BoardsFlowQuery.extend({ ...PageQuery.shape, ...step });
export type BoardsArrivalsCardsQuery = z.infer<typeof BoardsArrivalsCardsQuery>;

/**
 * The cards behind a number of a figure, by board and number. `total` is that number: the sum of `counts` over all pages. A card counts 1;
 * a card that was delivered before the first day and reopened counts −1 in `delivered`. A card that took a step twice on the day is
 * listed twice. `at`: when it took the step, or was delivered or reopened; null for the cards that were there at the end of the day.
 * `column`: the column where the card was, or that it entered or left; null if it is gone, unknown, or a done column.
 */
export const FigureCards = page(
  z
    .strictObject({
      ...flowCard,
      ...classOfCard,
      column: z.string().nullable(),
      at: Instant.nullable(),
      counts: z.union([z.literal(1), z.literal(-1)]),
    })
    .meta({ id: 'FigureCard' }),
)
  .extend({ ...flowScope, day: PlainDate, total: z.int() })
  .meta({ id: 'FigureCards' });
export type FigureCards = z.infer<typeof FigureCards>;
