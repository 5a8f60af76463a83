import type { QueryResultRow } from 'pg';
import type { Floor } from '../load/floor.js';
import type { Statements } from '../stack/round-trips.js';
import type { Contender } from './scenario.js';

/** As many clients on a pool as large as the API's. `isRight` looks at the one row that comes back. */
export function floorClients(
  floor: Floor,
  statement: keyof Statements,
  values: (n: number, of: number) => () => unknown[],
  isRight: (row: QueryResultRow) => boolean,
): Contender {
  return sqlClients(floor, { name: statement, text: floor.statements[statement] }, values, isRight);
}

/** The same of any statement, where the API's own is not one. */
export function sqlClients(
  floor: Floor,
  statement: { name: string; text: string },
  values: (n: number, of: number) => () => unknown[],
  isRight: (row: QueryResultRow) => boolean,
): Contender {
  return {
    name: 'floor',
    open(clients) {
      const pool = floor.open();
      return {
        clients: Array.from({ length: clients }, (_, n) => {
          const next = values(n, clients);
          return async () => {
            const { rows } = await pool.query({ ...statement, values: next() });
            if (!rows[0] || !isRight(rows[0]))
              throw new Error(`${statement.name} in SQL gave ${JSON.stringify(rows)}`);
          };
        }),
        close: () => pool.end(),
      };
    },
  };
}
