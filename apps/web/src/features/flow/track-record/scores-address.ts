import { windowDays } from '@weir/domain';
import { daysQuery, noFilter, type Shown, writeShown } from '../filters/shown';
import { wholeNumber } from '../forecast/question';

/** The window of the forecasts that count; null for all. A faulty one counts as missing. */
export function readScoreWindow(query: URLSearchParams): number | null {
  return wholeNumber(query.get('window'), windowDays.least, windowDays.most);
}

/** The query of the page’s address. */
export function writeScores(shown: Shown, window: number | null): URLSearchParams {
  const query = writeShown({ ...shown, by: 'week', filter: noFilter });
  if (window !== null) query.set('window', `${window}`);
  return query;
}

/** The query by which the API is asked for scores. */
export function scoresQuery(shown: Shown, today: string, window: number | null): string {
  const query = daysQuery(shown, today);
  if (shown.boards.length > 0) query.set('boards', shown.boards.join(','));
  if (window !== null) query.set('window', `${window}`);
  return `?${query}`;
}
