import { expect, test } from '@jest/globals';
import type { LevelScore } from '@weir/contract';
import { readShown } from '@/features/flow/filters/shown';
import { readScoreWindow, scoresQuery, writeScores } from '@/features/flow/track-record/scores-address';
import { hasNoScores, keptOf } from '@/features/flow/track-record/series';
import { verdictOf } from '@/features/flow/track-record/verdict';

const score = (held: number, forecasts: number, more: Partial<LevelScore> = {}): LevelScore => ({
  forecasts,
  held,
  surpassed: 0,
  share: forecasts === 0 ? null : held / forecasts,
  low: 0,
  high: 1,
  independent: forecasts,
  ...more,
});
const none = score(0, 0);

test('forecasts are judged by what chance does not explain, and not while few are independent', () => {
  const half = score(10, 20);
  const sure = score(17, 20, { low: 0.64, high: 0.95 });
  const broken = score(12, 20, { low: 0.39, high: 0.78 });
  expect(verdictOf({ p50: none, p85: none })).toBe('none');
  expect(verdictOf({ p50: half, p85: sure })).toBe('asSaid');
  expect(verdictOf({ p50: half, p85: broken })).toBe('tooSure');
  expect(verdictOf({ p50: { ...half, surpassed: 18 }, p85: sure })).toBe('tooCautious');
  expect(verdictOf({ p50: half, p85: { ...broken, independent: 4.9 } })).toBe('tooFew');
  expect(verdictOf({ p50: { ...half, surpassed: 18, independent: 4 }, p85: sure })).toBe('asSaid');
});

test('a chart of what was kept leaves out certainties without a forecast', () => {
  const levels = { p50: score(1, 2), p70: none, p85: score(2, 2), p95: none };
  const kept = keptOf({ doneBy: levels, requests: { p50: none, p85: score(0, 1) } });
  expect(kept.map(({ sort, level, held }) => `${sort} ${level} ${held}`)).toEqual([
    'doneBy p50 1',
    'doneBy p85 2',
    'requests p85 0',
  ]);
  const empty = { p50: none, p70: none, p85: none, p95: none };
  const calibration = {
    ...{ doneBy: empty, delivered: empty, together: empty, requests: empty, cards: empty, door: empty },
    chances: null,
  };
  expect(hasNoScores(calibration)).toBe(true);
  expect(hasNoScores({ ...calibration, delivered: levels })).toBe(false);
});

test('the address of a track record has its period, boards and window, and asks for the same', () => {
  const read = (query: string) => new URLSearchParams(query);
  const query = 'days=30&boards=PLAT%2COPS&window=60';
  const shown = readShown(read(query));
  expect(`${writeScores(shown, readScoreWindow(read(query)))}`).toBe(query);
  expect(scoresQuery(shown, '2026-11-28', 60)).toBe('?from=2026-10-30&boards=PLAT%2COPS&window=60');
  expect(['window=13', 'window=366', 'window=x', ''].map((each) => readScoreWindow(read(each)))).toEqual([
    null,
    null,
    null,
    null,
  ]);
});
