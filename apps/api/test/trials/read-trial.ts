import { LimitTrial } from '@weir/contract';
import { currentApi } from '../support/api.js';
import type { BoardUnderTest } from '../support/board.js';

export const trialPath = ({ path }: BoardUnderTest, { id }: { id: string }) => `${path}/limits/trials/${id}`;

/** A trial as a viewer sees it. */
export async function readTrial(board: BoardUnderTest, trial: { id: string }): Promise<LimitTrial> {
  const { body } = await currentApi().people.viewer.get(trialPath(board, trial));
  return LimitTrial.parse(body);
}

/** Runs the job that ends trials whose days are over. */
export const sweepTrials = () => currentApi().service('EndingTrialsService').sweep();
