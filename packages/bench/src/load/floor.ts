import pg from 'pg';
import type { Statements } from '../stack/round-trips.js';
import type { BenchBoard, Caller } from '../stack/world.js';

/** The API's own statements, sent straight to PostgreSQL: what no server between can be faster than. */
export class Floor {
  constructor(
    private readonly url: string,
    private readonly pool: number,
    private readonly caller: Caller,
    readonly statements: Statements,
  ) {}

  /** As many connections as the API has, opened when they are needed. */
  open(): pg.Pool {
    return new pg.Pool({ connectionString: this.url, max: this.pool });
  }

  /** The values that each of these statements begins with: who calls, of what, in which roles, and when. */
  callerOf(board: BenchBoard, roles: readonly string[]): unknown[] {
    const { sessionId, userId, slug } = this.caller;
    return [sessionId, userId, slug, board.key, roles, new Date()];
  }
}

/** No idempotency key: route, key and hash of the body. */
export const noKey = [null, null, null];
