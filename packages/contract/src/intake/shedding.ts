import { z } from 'zod';
import { ClassOfService } from '../values/vocabulary.js';

const classes = z.array(ClassOfService);

/** A board's rule of shedding, and what it would do now. */
export const SheddingRule = z
  .strictObject({
    /** If more requests wait than this, some are answered `shed` at once, each with a ticket. */
    above: z.int().min(1),
    /** The classes that are shed, first to last; in a class the newest first. */
    classes,
    /** The classes in which a request submitted now would be shed on arrival, if it is admitted. */
    onArrival: classes,
    /** The same for a request that is asked again with its ticket. */
    onArrivalByTicket: classes,
  })
  .meta({ id: 'SheddingRule' });
export type SheddingRule = z.infer<typeof SheddingRule>;
