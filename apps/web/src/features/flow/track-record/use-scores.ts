'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Backtest, Calibration, MissedForecasts } from '@weir/contract';
import { forecastHistoryDays } from '@weir/domain';
import { flowPaths } from '@/lib/api/paths/flow-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useFlow } from '../flow-context';
import { scoresQuery } from './scores-address';

const options = { placeholderData: keepPreviousData, staleTime: 60_000 };

/** The scores of what is shown. Until a changed choice is answered, they stay as they were. */
export function useCalibration(window: number | null) {
  const { board, shown, today } = useFlow();
  const { slug } = useWorkspace();
  const path = flowPaths.of(slug, board, 'calibration') + scoresQuery(shown, today, window);
  return useQuery({ ...reading<Calibration>(path), ...options });
}

/** The backtest of a board. */
export function useBacktest(board: string, window: number | null) {
  const { slug } = useWorkspace();
  const path = `${flowPaths.of(slug, board, 'backtest')}?window=${window ?? forecastHistoryDays}`;
  return useQuery({ ...reading<Backtest>(path), ...options });
}

/** The forecasts that were wrong. */
export function useMissed(window: number | null) {
  const { board, shown, today } = useFlow();
  const { slug } = useWorkspace();
  const path = flowPaths.of(slug, board, 'calibration/missed') + scoresQuery(shown, today, window);
  return useQuery({ ...reading<MissedForecasts>(path), ...options });
}
