import pg from 'pg';
import type { Statements } from '../stack/round-trips.js';
import type { BenchBoard, Caller } from '../stack/world.js';

/** Sends the API’s own statements straight to PostgreSQL. No server in between can be faster. */
export class Floor {
  constructor(
    private readonly url: string,
    private readonly pool: number,
    private readonly caller: Caller,
    readonly statements: Statements,
  ) {}

  /** As many connections as the API has, opened when needed. */
  open(): pg.Pool {
    return new pg.Pool({ connectionString: this.url, max: this.pool });
  }

  /** The first parameters of each statement: the caller, the subject, the roles, and the time. */
  callerOf(board: BenchBoard, roles: readonly string[]): unknown[] {
    const { sessionId, userId, slug } = this.caller;
    return [sessionId, userId, slug, board.key, roles, new Date()];
  }
}

/** No idempotency key: no route, key or hash of the body. */
export const noKey = [null, null, null];
