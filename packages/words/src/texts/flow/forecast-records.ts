import type { RecordFault } from '@weir/domain';
import type { Words } from '../../words.js';

/** The same faults, in words for requesters. */
type RequestRecordFault = 'requestsTooSure' | 'requestsTooCautious';

/** How many of a board’s forecasts were wrong, or why their quality is unknown. */
export type ForecastRecordFact =
  | { code: RecordFault | RequestRecordFault; forecasts: number; times: number }
  | { code: 'tooFewWindows'; windows: number; needed: number }
  | { code: 'tooFewTogether'; forecasts: number; needed: number };

export function forecastRecordText({ t }: Words, fact: ForecastRecordFact): string {
  switch (fact.code) {
    case 'tooSure':
    case 'tooCautious':
    case 'requestsTooSure':
    case 'requestsTooCautious':
      return t(`forecast.${fact.code}`, { forecasts: fact.forecasts, times: fact.times });
    case 'tooFewWindows':
      return t('forecast.tooFewWindows', { windows: fact.windows, needed: fact.needed });
    case 'tooFewTogether':
      return t('forecast.tooFewTogether', { forecasts: fact.forecasts, needed: fact.needed });
  }
}
