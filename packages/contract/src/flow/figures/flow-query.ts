import { z } from 'zod';
import { ClassesFilter, NamesFilter } from '../../values/filters.js';
import { PlainDate } from '../../values/time.js';

const says = (description: string) => ({ description });

/** How many days figures cover without `from`. */
export const usualFlowDays = 90;
/** The most boards of one set of figures. */
export const mostFlowBoards = 50;

/** Which days and cards flow figures are about. Filters combine; several values of one, with commas, are alternatives. */
export const FlowQuery = z.strictObject({
  from: PlainDate.optional().meta({
    ...says('The first day, in the time zone of each board. Without it, 90 days end with `to`.'),
    examples: ['2026-08-01'],
  }),
  to: PlainDate.optional().meta({
    ...says('The last day, at most 731 days with the first. Without it: today.'),
    examples: ['2026-10-31'],
  }),
  class: ClassesFilter.optional().meta({ ...says('Classes of service.'), examples: ['expedite,fixedDate'] }),
  lane: NamesFilter.optional().meta(says('Ids or names of swimlanes, or `none`: of no swimlane.')),
  label: NamesFilter.optional().meta(says('Ids or names of labels.')),
  assignee: NamesFilter.optional().meta({
    ...says('Ids of people, or `me`; `none`: nobody’s.'),
    examples: ['me'],
  }),
  team: NamesFilter.optional().meta(says('Ids or names of teams: cards assigned to any of their members.')),
});
export type FlowQuery = z.infer<typeof FlowQuery>;

const boards = {
  boards: z
    .string()
    .max(600)
    .regex(/^[A-Z][A-Z0-9]{1,9}(?:,[A-Z][A-Z0-9]{1,9})*$/, 'boardKey')
    .optional()
    .meta({
      ...says(
        'Keys of 1 to 50 boards. Without it: the first 50 that the caller reads and that are not archived.',
      ),
      examples: ['PLAT,OPS'],
    }),
};

const by = {
  by: z
    .enum(['day', 'week'])
    .optional()
    .meta(says('The length of a period: a day, or a week from Monday. `week` without it.')),
};

export const BoardsFlowQuery = FlowQuery.extend(boards);
export type BoardsFlowQuery = z.infer<typeof BoardsFlowQuery>;

export const ThroughputQuery = FlowQuery.extend(by);
export type ThroughputQuery = z.infer<typeof ThroughputQuery>;

export const BoardsThroughputQuery = BoardsFlowQuery.extend(by);
export type BoardsThroughputQuery = z.infer<typeof BoardsThroughputQuery>;

/** Which days the figures of requests are about. */
export const RequestFlowQuery = FlowQuery.pick({ from: true, to: true });
export type RequestFlowQuery = z.infer<typeof RequestFlowQuery>;

export const BoardsRequestFlowQuery = RequestFlowQuery.extend(boards);
export type BoardsRequestFlowQuery = z.infer<typeof BoardsRequestFlowQuery>;
