import type { LimitTrial } from '@weir/contract';
import { addDays, type PlainDate } from '@weir/domain';
import { currentApi } from '../support/api.js';
import type { BoardUnderTest } from '../support/board.js';

const none = Object.fromEntries(
  ['cycleP50', 'cycleP85', 'cycleP95', 'throughput', 'inFlight', 'refused', 'answerP50', 'answerP85'].map(
    (figure) => [figure, null],
  ),
);
const prediction = {
  before: none,
  after: { ...none, throughput: { value: 3, low: 2, high: 4 } },
  difference: none,
  basis: { from: '2026-01-01', days: 60, delivered: 40, fit: 'good' },
};

type Tried = { column: string | null; was: number | null };

/** Inserts a running trial of the current limits by plain SQL. The history is too short for a trial over HTTP. */
export async function insertedTrial(
  board: BoardUnderTest,
  tried: readonly Tried[],
  startsOn: PlainDate,
  days = 7,
): Promise<LimitTrial> {
  const { pool, people } = currentApi();
  const { limits } = await board.read();
  const stored = tried.map(({ column, was }) => {
    const columnId = column && board.id(column);
    const limit = limits.find((each) =>
      each.scope === 'column' ? each.columnId === columnId : each.scope === 'board' && columnId === null,
    );
    if (!limit) throw new Error(`no limit of ${column}`);
    return { limit: limit.id, columnId, was, max: limit.max };
  });
  await pool.query(
    `INSERT INTO limit_trials (workspace_id, board_id, id, limits, starts_on, ends_on, started_at, reason, prediction, calendar)
     SELECT b.workspace_id, b.id, gen_random_uuid(), $2, $3, $4, now(), 'To see what it does', $5,
            '{"timeZone": "UTC", "workingHours": null}' FROM boards b WHERE b.key = $1`,
    [board.key, JSON.stringify(stored), startsOn, addDays(startsOn, days - 1), JSON.stringify(prediction)],
  );
  const { items } = (await people.viewer.get<{ items: LimitTrial[] }>(`${board.path}/limits/trials`)).body;
  return items[0] as LimitTrial;
}

/** Ends the trial of a board as if its days were over. */
export async function endInserted({ key }: BoardUnderTest): Promise<void> {
  const days = { from: '2026-11-01', to: '2026-11-07', delivered: 3, arrived: 4, asked: 0, people: 2 };
  await currentApi().pool.query(
    `UPDATE limit_trials t SET ended_at = now(), cause = 'over', outcome = $2
       FROM boards b WHERE b.key = $1 AND t.workspace_id = b.workspace_id AND t.board_id = b.id`,
    [key, JSON.stringify({ figures: [], trial: days, before: days })],
  );
}
