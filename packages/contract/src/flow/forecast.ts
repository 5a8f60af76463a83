import { z } from 'zod';
import { PlainDate } from '../values/time.js';

/**
 * Days by which similar work is delivered: `p50` for half of it, `p85` for 85% of it, from `sample` cards
 * delivered since `from`. Or why it is unknown.
 */
export const Forecast = z
  .union([
    z.strictObject({ p50: PlainDate, p85: PlainDate, sample: z.int().min(0), from: PlainDate }),
    z.strictObject({ unknown: z.string() }),
  ])
  .meta({ id: 'Forecast' });
export type Forecast = z.infer<typeof Forecast>;
