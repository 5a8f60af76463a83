import { HttpClient } from '../load/http-client.js';
import { limitOfColumns } from '../stack/flow-records.js';
import type { BenchBoard, World } from '../stack/world.js';
import { apiClients } from './contenders/api-clients.js';
import type { Contender } from './scenario.js';

const reason = 'To see its effect.';

/** Each call starts a trial of another limit of Doing, which predicts its result. The previous trial is ended outside of the measured time. */
export function startedTrials(world: World, board: BenchBoard): Contender {
  const trials = `${board.path}/limits/trials`;
  let max = limitOfColumns;
  const client = new HttpClient(world.origin, world.token);
  const ready = async () => {
    const running = 'SELECT id FROM limit_trials WHERE board_id = $1 AND ended_at IS NULL';
    for (const { id } of await world.query<{ id: string }>(running, [board.id])) {
      const body = { decision: 'putBack', reason };
      await client.send({ method: 'PUT', path: `${trials}/${id}/end`, status: 200, body });
    }
  };
  const calls = apiClients('start of a trial', world, () => () => {
    max += 1;
    const limits = [{ columnId: board.columns.Doing, max }];
    return { method: 'POST', path: trials, status: 201, body: { limits, reason } };
  });
  return {
    ...calls,
    leaves: { events: 1, refusals: 0 },
    pieces: { most: 1, ready },
    open(clients) {
      const opened = calls.open(clients);
      return { ...opened, close: () => Promise.all([opened.close(), client.close()]) };
    },
  };
}
