import { mostServiceLevelDays, serviceLevelPercent, sleStates } from '@weir/domain';
import { z } from 'zod';
import { Id } from '../values/names.js';
import { ClassOfService } from '../values/vocabulary.js';

/** A service level expectation: `percent` of the cards are delivered within so many `days` of cycle time. */
export const ServiceLevel = z
  .strictObject({
    percent: z.int().min(serviceLevelPercent.least).max(serviceLevelPercent.most),
    days: z.int().min(1).max(mostServiceLevelDays),
  })
  .meta({ id: 'ServiceLevel' });
export type ServiceLevel = z.infer<typeof ServiceLevel>;

const level = ServiceLevel.nullable();

/** The expectation of each class of service. Null: it has none. */
export const ServiceLevels = z
  .strictObject({ expedite: level, fixedDate: level, standard: level, intangible: level })
  .meta({ id: 'ServiceLevels' });
export type ServiceLevels = z.infer<typeof ServiceLevels>;

/** Only the classes that have an expectation, as events and exports say it. */
export const SetServiceLevels = z.partialRecord(ClassOfService, ServiceLevel);

/** A card of this class in this column is at risk of missing its expectation from this age on. */
export const RiskAge = z
  .strictObject({ classOfService: ClassOfService, columnId: Id, days: z.int().min(1) })
  .meta({ id: 'RiskAge' });
export type RiskAge = z.infer<typeof RiskAge>;

/** What the age of a card in flight means for its expectation. */
export const SleState = z.enum(sleStates).meta({ id: 'SleState' });
export type SleState = z.infer<typeof SleState>;
