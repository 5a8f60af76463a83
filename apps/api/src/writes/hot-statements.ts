import { Injectable } from '@nestjs/common';
import type { QueryResultRow } from 'pg';
import { refusalOfDatabase } from '../database/errors.js';
import { Pool } from '../database/pool.js';
import { retrying } from '../database/retry.js';
import { ok, type Result } from '../result.js';
import { BoardQueue } from './board-queue.js';

export type Statement = { name: string; text: string; values: unknown[] };

/** Writes that are one prepared statement, their own transaction: in the board's queue, retried as any other write. */
@Injectable()
export class HotStatements {
  constructor(
    private readonly pool: Pool,
    private readonly queue: BoardQueue,
  ) {}

  /** `board` is anything that names it, always the same. Answers the rows. */
  run<Row extends QueryResultRow>(board: string, statement: Statement): Promise<Result<Row[]>> {
    return this.queue.run<Row[]>(board, async () => {
      try {
        return ok(await retrying(async () => (await this.pool.query<Row>(statement)).rows));
      } catch (error) {
        const refusal = refusalOfDatabase(error);
        if (refusal) return { ok: false, refusal };
        throw error;
      }
    });
  }
}
