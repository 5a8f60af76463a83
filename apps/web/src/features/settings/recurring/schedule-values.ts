import type { Board, CardSchedule, RecurringCard } from '@weir/contract';
import {
  emptyPreset,
  type PresetValues,
  presetOf,
  valuesOf,
} from '@/features/board/card/templates/preset-values';

/** A recurring card as fields. Those of the other units keep their values, so that changing the unit loses nothing. */
export type RecurringValues = PresetValues & {
  columnId: string;
  every: number;
  unit: CardSchedule['unit'];
  weekdays: number[];
  dayOfMonth: number;
  at: string;
  from: string;
  until: string;
  whenFull: 'wait' | 'skip';
};

/** The fields of a recurring card, or of a new one: weekly on Monday morning, from today. */
export function recurringValues(board: Board, locale: string, card?: RecurringCard): RecurringValues {
  const start = {
    ...{ every: 1, unit: 'weeks' as const, weekdays: [1], dayOfMonth: 1 },
    ...{ at: '09:00', from: board.today },
  };
  const { until, ...schedule } = card?.schedule ?? { until: null };
  return {
    ...start,
    ...schedule,
    until: until ?? '',
    ...(card ? valuesOf(board, card, locale) : emptyPreset(board)),
    columnId: card?.columnId ?? '',
    whenFull: card?.whenFull ?? 'wait',
  };
}

export function recurringBody(board: Board, locale: string, values: RecurringValues) {
  const { columnId, whenFull, ...preset } = values;
  return {
    ...presetOf(board, preset, locale),
    columnId: board.columns.some(({ id }) => id === columnId) ? columnId : null,
    schedule: scheduleOf(values),
    whenFull,
  };
}

function scheduleOf({ unit, every, weekdays, dayOfMonth, at, from, until }: RecurringValues) {
  const shared = { every, at, from, until: until || null };
  switch (unit) {
    case 'weeks':
      return { unit, weekdays, ...shared };
    case 'months':
      return { unit, dayOfMonth, ...shared };
    default:
      return { unit, ...shared };
  }
}
