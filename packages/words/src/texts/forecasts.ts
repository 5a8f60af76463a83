import type { UnknownForecast } from '@weir/domain';
import type { Speech } from './refusals.js';

/** Why there is no forecast. */
export function unknownForecastText({ t, dates }: Speech, unknown: UnknownForecast): string {
  switch (unknown.code) {
    case 'tooFew': {
      const { delivered, from, needed } = unknown;
      return t('forecast.tooFew', { delivered, from: dates.day(from, { long: true }), needed });
    }
    case 'tooFewDays': {
      const { days, from, needed } = unknown;
      return t('forecast.tooFewDays', { days, from: dates.day(from, { long: true }), needed });
    }
    case 'tooFar':
    case 'archived':
    case 'delivered':
      return t(`forecast.${unknown.code}`);
  }
}
