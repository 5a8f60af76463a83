import { z } from 'zod';
import { PlainDate } from '../values/time.js';

/** Half of like work is done by `p50`, 85 % by `p85`; `sample` delivered cards since `from` say so. Or why nobody knows. */
export const Forecast = z
  .union([
    z.strictObject({ p50: PlainDate, p85: PlainDate, sample: z.int().min(0), from: PlainDate }),
    z.strictObject({ unknown: z.string() }),
  ])
  .meta({ id: 'Forecast' });
export type Forecast = z.infer<typeof Forecast>;
