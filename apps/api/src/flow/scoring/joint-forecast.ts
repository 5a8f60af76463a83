import type { PlainDate } from '@weir/domain';

/** A forecast of several boards, as it is stored: see JointForecast in schema.prisma. */
export type JointForecast = {
  day: PlainDate;
  kind: 'doneBy' | 'chance';
  boardIds: string[];
  items: number[];
  days: PlainDate[];
  by: PlainDate | null;
  windowDays: number;
  p50: number | null;
  p70: number | null;
  p85: number | null;
  p95: number | null;
  percent: number | null;
  baseline: number | null;
  due: PlainDate;
};
