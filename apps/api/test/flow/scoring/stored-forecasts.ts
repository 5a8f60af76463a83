import { expect } from '@jest/globals';
import type { LevelScore } from '@weir/contract';
import { addDays, daysBetween, type PlainDate } from '@weir/domain';
import type { Pool } from 'pg';
import type { BoardUnderTest } from '../../support/board.js';

/** A forecast of a board as it is stored. */
export type Row = {
  kind: 'doneBy' | 'delivered' | 'chance';
  day: string;
  due: string;
  window: number;
  levels: number[];
  percent: number | null;
  baseline: number | null;
  outcome: number | null;
  void: string | null;
  scored: boolean;
};

export async function idsOf(pool: Pool, board: BoardUnderTest): Promise<{ workspace: string; id: string }> {
  const sql = 'SELECT workspace_id AS workspace, id FROM boards WHERE key = $1';
  return (await pool.query(sql, [board.key])).rows[0];
}

/** Stores forecasts as if they had been shown and scored. */
export async function store(pool: Pool, board: BoardUnderTest, rows: readonly Row[]): Promise<void> {
  const { workspace, id } = await idsOf(pool, board);
  await pool.query(
    `INSERT INTO board_forecasts (workspace_id, board_id, day, n, kind, items, by, window_days, sample, p50, p70, p85, p95, percent,
                                  baseline, due, at, scored_at, outcome, void)
     SELECT $1, $2, r.day, row_number() OVER (PARTITION BY r.day), r.kind, CASE WHEN r.kind <> 'delivered' THEN n END,
            CASE WHEN r.kind <> 'doneBy' THEN r.due END, r.window, 20, r.levels[1], r.levels[2], r.levels[3], r.levels[4], r.percent,
            r.baseline, r.due, now(), CASE WHEN r.scored THEN now() END, r.outcome, r.void
       FROM ROWS FROM (jsonb_to_recordset($3) AS (
              kind board_forecast_kind, day date, due date, "window" int, levels int[], percent int, baseline int, outcome int,
              void forecast_void, scored boolean)) WITH ORDINALITY
         r (kind, day, due, "window", levels, percent, baseline, outcome, void, scored, n)`,
    [workspace, id, JSON.stringify(rows)],
  );
}

/** Forecasts of three weeks, all sorts of outcomes. Numbers from 0 to 6 that repeat after a long time. */
export function someRows(today: PlainDate, seed: number): Row[] {
  let state = seed;
  const next = (most: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * most);
  };
  return Array.from({ length: 60 }, (_, at) => {
    const kind = (['doneBy', 'delivered', 'chance'] as const)[at % 3] as Row['kind'];
    const day = addDays(today, -60 + next(21));
    const first = 2 + next(4);
    const levels =
      kind === 'doneBy' ? [first, first + 1, first + 3, first + 6] : [first, first - 1, first - 2, 0];
    const due = kind === 'doneBy' ? addDays(day, first + 6) : addDays(day, 3 + Math.floor(at / 3));
    const isVoid = next(8) === 0;
    const scored = isVoid || next(8) > 0;
    const outcome = kind === 'chance' ? next(2) : kind === 'doneBy' && next(6) === 0 ? null : next(12);
    return {
      kind,
      day,
      due,
      window: next(2) === 0 ? 120 : 30,
      levels: kind === 'chance' ? [] : levels,
      percent: kind === 'chance' ? 5 + 30 * next(4) : null,
      baseline: kind === 'chance' ? next(2) : null,
      outcome: scored && !isVoid ? outcome : null,
      void: isVoid ? 'boardArchived' : null,
      scored,
    };
  });
}

/** How often promises held, counted one by one. The interval is where the score test turns, found by halving. */
export function counted(boards: Row[][], kind: 'doneBy' | 'delivered', level: number): LevelScore {
  let [forecasts, held, surpassed, days, covered] = [0, 0, 0, 0, 0];
  for (const rows of boards) {
    const all = new Set<string>();
    for (const row of rows) {
      const promised = row.levels[level];
      if (row.kind !== kind || !row.scored || row.void !== null || !promised) continue;
      const length = kind === 'doneBy' ? promised : daysBetween(row.day, row.due);
      forecasts += 1;
      days += length;
      for (let day = 0; day < length; day += 1) all.add(addDays(row.day, day));
      if (row.outcome === null) continue;
      if (kind === 'doneBy' ? row.outcome <= promised : row.outcome >= promised) held += 1;
      if (kind === 'doneBy' ? row.outcome < promised : row.outcome > promised) surpassed += 1;
    }
    covered += all.size;
  }
  const share = held / forecasts;
  const n = Math.min(forecasts, covered / (days / forecasts) / 0.73);
  const edge = (from: number, to: number) => {
    let [inner, outer] = [from, to];
    for (let step = 0; step < 60; step += 1) {
      const middle = (inner + outer) / 2;
      if ((share - middle) ** 2 <= (1.959963984540054 ** 2 * middle * (1 - middle)) / n) inner = middle;
      else outer = middle;
    }
    return inner;
  };
  const near = (value: number) => expect.closeTo(value, 6) as unknown as number;
  return {
    forecasts,
    held,
    surpassed,
    share: near(share),
    low: near(edge(share, 0)),
    high: near(edge(share, 1)),
    independent: near(n),
  };
}
