import type { Stability, UnknownForecast } from '@weir/domain';
import type { Words } from '../../words.js';

/** What was delivered in the two parts of a window, and a window that fits better. */
export type UnstableWindow = Pick<Stability, 'earlier' | 'later' | 'window'>;

/** Why there is no forecast. */
export function unknownForecastText({ t, dates, format }: Words, unknown: UnknownForecast): string {
  switch (unknown.code) {
    case 'tooFew': {
      const { delivered, from, needed } = unknown;
      return t('forecast.tooFew', { delivered, from: dates.day(from, { long: true }), needed });
    }
    case 'tooFewDays': {
      const { days, from, needed } = unknown;
      return t('forecast.tooFewDays', { days, from: dates.day(from, { long: true }), needed });
    }
    case 'boards':
      return t('forecast.boards', { boards: format.list(unknown.boards) });
    case 'awaited':
      return t('forecast.awaited', { ref: unknown.ref });
    case 'waitsInCircle':
      return t('forecast.waitsInCircle', { refs: format.list(unknown.refs) });
    case 'tooFar':
    case 'archived':
    case 'delivered':
      return t(`forecast.${unknown.code}`);
  }
}

/** What to do about a window whose parts differ. */
export function unstableWindowText({ t }: Words, { earlier, later, window }: UnstableWindow): string {
  const unstable = t('forecast.unstable', {
    earlier: earlier.delivered,
    earlierDays: earlier.days,
    later: later.delivered,
    laterDays: later.days,
  });
  return window === null
    ? t('forecast.noWindow', { unstable })
    : t('forecast.chooseWindow', { unstable, days: window });
}
