import { z } from 'zod';
import { Id } from '../values/names.js';
import { line } from '../values/text.js';

export const Swimlane = z.strictObject({ id: Id, name: z.string() }).meta({ id: 'Swimlane' });
export type Swimlane = z.infer<typeof Swimlane>;

/** `before` and `after` name a swimlane; without either, it comes last. */
const place = { before: Id.optional(), after: Id.optional() };
const onePlace = { error: 'beforeAndAfter', path: ['after'] };

export const NewSwimlane = z
  .strictObject({ name: line(60), ...place })
  .refine((lane) => !(lane.before && lane.after), onePlace)
  .meta({ id: 'NewSwimlane' });
export type NewSwimlane = z.infer<typeof NewSwimlane>;

export const SwimlaneChange = z
  .strictObject({ name: line(60).optional(), ...place })
  .refine((lane) => !(lane.before && lane.after), onePlace)
  .meta({ id: 'SwimlaneChange' });
export type SwimlaneChange = z.infer<typeof SwimlaneChange>;
