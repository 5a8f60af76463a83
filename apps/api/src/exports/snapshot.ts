import { Injectable } from '@nestjs/common';
import { Pool } from '../database/pool.js';

/** Reads of the database as it was at one moment. */
export type Snapshot = {
  at: Date;
  /** The rows of a query, `size` at a time. One query is read to its end before the next one. */
  rows<Row extends object>(query: string, values: unknown[], size: number): AsyncGenerator<Row[]>;
};

@Injectable()
export class Snapshots {
  constructor(private readonly pool: Pool) {}

  /** One transaction on one connection: what others commit meanwhile is not seen, and nobody waits for it. */
  async read<T>(use: (snapshot: Snapshot) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      await client.query(this.pool.longerBounds);
      const { rows } = await client.query<{ at: Date }>('SELECT now() AS at');
      const result = await use({
        at: (rows[0] as { at: Date }).at,
        async *rows<Row extends object>(query: string, values: unknown[], size: number) {
          await client.query(`DECLARE exported NO SCROLL CURSOR FOR ${query}`, values);
          for (let isMore = true; isMore; ) {
            const fetched = await client.query<Row>(`FETCH ${size} FROM exported`);
            if (fetched.rows.length > 0) yield fetched.rows;
            isMore = fetched.rows.length === size;
          }
          await client.query('CLOSE exported');
        },
      });
      await client.query('COMMIT');
      client.release();
      return result;
    } catch (error) {
      // The connection goes with its transaction.
      client.release(true);
      throw error;
    }
  }
}
