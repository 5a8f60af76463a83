import { windowDays } from '@weir/domain';
import { z } from 'zod';

/** How many days of the past a forecast draws from. */
export const WindowParam = z.codec(
  z.string().regex(/^\d{1,15}$/, 'windowDays'),
  z.int().min(windowDays.least).max(windowDays.most),
  { decode: (digits) => Number(digits), encode: (value) => String(value) },
);
