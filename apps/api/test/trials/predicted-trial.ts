import { type BoardRules, type Compared, predictTrial } from '@weir/domain';
import { simulationSeed } from '../../src/flow/throughput.js';
import type { ReplayedBoard } from '../flow/what-if/replayed-board.js';
import { currentApi } from '../support/api.js';

/** The domain’s prediction from the history in the test. */
export async function predictedTrial({ board, history }: ReplayedBoard): Promise<Compared> {
  const { rows } = await currentApi().pool.query('SELECT id FROM boards WHERE key = $1', [board.key]);
  const limit = (id: string, columns: number[], max: number, exemptsExpedite = true) => ({
    ...{ id, columns, max, exemptsExpedite },
    of: null,
  });
  const expedite = {
    id: 'expedite',
    columns: [0, 1],
    max: 1,
    of: 'expedite' as const,
    exemptsExpedite: false,
  };
  const rules: BoardRules = {
    ...history.rules,
    limits: [limit('doing', [0], 4), limit('review', [1], 2), expedite],
  };
  const after = {
    ...rules,
    limits: [limit('review', [1], 2), expedite, limit('doing', [0], 3), limit('board', [0, 1], 4, false)],
  };
  const steps = predictTrial({ ...history, rules }, after, {
    days: 14,
    seed: simulationSeed(rows[0].id, history.today),
  });
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value as Compared;
}
