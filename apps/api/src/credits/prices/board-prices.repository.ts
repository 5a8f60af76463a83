import { Injectable } from '@nestjs/common';
import type { CreditAccount } from '@weir/contract';
import type { ForecastPrice, PlainDate, WorkingHours } from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import type { PressureFacts } from '../../database/outcome.js';
import { Pool } from '../../database/pool.js';
import type { Tx } from '../../database/prisma.js';

type PricedRow = { day: PlainDate; thousandths: number; level: number };

/** The result of `weir.board_price_facts`. */
export type PriceFacts =
  | { state: 'off' | 'free'; account: CreditAccount | null; days: [] }
  | {
      state: 'charged';
      price: number;
      maxPrice: number;
      thousandths: number;
      account: CreditAccount | null;
      days: PricedRow[];
      timeZone: string;
      workingHours: WorkingHours | null;
      record: { forecasts: number; held: number };
    };

/** A board that charges, with its last price in thousandths. */
export type BoardToPrice = BoardIds & {
  timeZone: string;
  workingHours: WorkingHours | null;
  maxPrice: number;
  thousandths: number;
  since: Date;
  lastDay: PlainDate | null;
};

@Injectable()
export class BoardPricesRepository {
  constructor(private readonly pool: Pool) {}

  async read({ workspaceId, boardId }: BoardIds, userId: string, now: Date): Promise<PriceFacts> {
    const { rows } = await this.pool.query<{ facts: PriceFacts }>({
      name: 'board-price',
      text: 'SELECT weir.board_price_facts($1, $2, $3, $4) AS facts',
      values: [workspaceId, boardId, userId, now],
    });
    return (rows[0] as { facts: PriceFacts }).facts;
  }

  /** The boards of workspaces with the experiment, sorted by id, after the given board. */
  async boardsToPrice(after: BoardIds | null, size: number): Promise<BoardToPrice[]> {
    const { rows } = await this.pool.query<BoardToPrice>({
      name: 'boards-to-price',
      text: `
        SELECT c.workspace_id AS "workspaceId", b.id AS "boardId", i.time_zone AS "timeZone", i.working_hours AS "workingHours",
               c.max_price AS "maxPrice", coalesce(p.thousandths, c.start_price * 1000) AS thousandths, c.since,
               p.day::text AS "lastDay"
          FROM credit_rules c
          JOIN workspaces w ON w.id = c.workspace_id AND w.archived_at IS NULL
          JOIN boards b     ON b.workspace_id = c.workspace_id AND b.archived_at IS NULL
          JOIN intakes i    ON i.workspace_id = b.workspace_id AND i.board_id = b.id
          LEFT JOIN LATERAL (
            SELECT * FROM board_prices x
             WHERE x.workspace_id = b.workspace_id AND x.board_id = b.id AND x.at >= c.since ORDER BY x.day DESC LIMIT 1) p ON true
         WHERE c.ended_at IS NULL AND (b.workspace_id, b.id) > ($1, $2)
           AND NOT EXISTS (SELECT FROM free_boards f WHERE f.workspace_id = b.workspace_id AND f.board_id = b.id)
         ORDER BY b.workspace_id, b.id
         LIMIT $3`,
      values: [after?.workspaceId ?? nil, after?.boardId ?? nil, size],
    });
    return rows;
  }

  async pressure({ workspaceId, boardId }: BoardIds): Promise<PressureFacts> {
    const { rows } = await this.pool.query<{ facts: PressureFacts }>({
      name: 'pressure-of-price',
      text: 'SELECT weir.pressure_facts($1, $2) AS facts',
      values: [workspaceId, boardId],
    });
    return (rows[0] as { facts: PressureFacts }).facts;
  }

  /** Prices a day once: another instance may have priced it already. */
  async add({ workspaceId, boardId }: BoardIds, priced: PricedRow, now: Date): Promise<void> {
    await this.pool.query({
      name: 'add-price',
      text: `INSERT INTO board_prices (workspace_id, board_id, day, thousandths, level, at) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (workspace_id, board_id, day) DO NOTHING`,
      values: [workspaceId, boardId, priced.day, priced.thousandths, priced.level, now],
    });
  }

  /** Stores the forecasts that a board shows on a day. Only the first ones of a day are kept. */
  async storeForecasts(
    { workspaceId, boardId }: BoardIds,
    today: PlainDate,
    days: readonly ForecastPrice[],
    now: Date,
  ): Promise<void> {
    await this.pool.query({
      name: 'store-price-forecasts',
      text: 'SELECT weir.store_price_forecasts($1, $2, $3, $4, $5)',
      values: [workspaceId, boardId, today, JSON.stringify(days), now],
    });
  }

  /** Scores forecasts whose day is over; returns how many. */
  async scoreForecasts(now: Date, most: number): Promise<number> {
    const { rows } = await this.pool.query<{ scored: number }>({
      name: 'score-price-forecasts',
      text: 'SELECT weir.score_price_forecasts($1, $2) AS scored',
      values: [now, most],
    });
    return rows[0]?.scored ?? 0;
  }

  async setCharged(tx: Tx, { workspaceId, boardId }: BoardIds, charged: boolean, now: Date): Promise<void> {
    if (charged) await tx.freeBoard.deleteMany({ where: { workspaceId, boardId } });
    else await tx.freeBoard.createMany({ data: { workspaceId, boardId, at: now }, skipDuplicates: true });
  }

  /** At most five boards whose price the balance covers, the cheapest first. Compares a hundred boards. `among`: only these. */
  async affordable(
    { workspaceId, boardId }: BoardIds,
    balance: number,
    among: readonly string[] | null,
  ): Promise<{ key: string; name: string; price: number | null }[]> {
    const { rows } = await this.pool.query<{ key: string; name: string; price: number | null }>({
      name: 'affordable-boards',
      text: `
        SELECT x.key, x.name, x.price
          FROM (SELECT b.key, b.name, weir.price_of_board(weir.credit_rule($1), b.id) AS price
                  FROM (SELECT * FROM boards o
                         WHERE o.workspace_id = $1 AND o.archived_at IS NULL AND o.id <> $2 AND ($4::uuid[] IS NULL OR o.id = ANY ($4))
                         ORDER BY o.key LIMIT 100) b) x
         WHERE coalesce(x.price, 0) <= $3
         ORDER BY x.price NULLS FIRST, x.key
         LIMIT 5`,
      values: [workspaceId, boardId, balance, among],
    });
    return rows;
  }
}

const nil = '00000000-0000-0000-0000-000000000000';
