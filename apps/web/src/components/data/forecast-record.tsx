'use client';

import dynamic from 'next/dynamic';
import { loadedAhead } from '@/lib/loading/load-ahead';
import { withWordsOf } from '@/lib/words/messages-of';

/** How often forecasts of a board’s requests were right: a line that loads after the forecast itself. */
export const ForecastRecord = dynamic(
  loadedAhead(() =>
    withWordsOf('components/data/forecast-record-line', import('./forecast-record-line')).then(
      (loaded) => loaded.ForecastRecordLine,
    ),
  ),
  { loading: () => null },
);
