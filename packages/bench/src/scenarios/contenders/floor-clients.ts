import type { QueryResultRow } from 'pg';
import type { Floor } from '../../load/floor.js';
import type { Statements } from '../../stack/round-trips.js';
import type { Contender } from '../scenario.js';

/** As many clients, on a pool as large as the API's. `isRight` checks the single row of the result. */
export function floorClients(
  floor: Floor,
  statement: keyof Statements,
  values: (n: number, of: number) => () => unknown[],
  isRight: (row: QueryResultRow) => boolean,
): Contender {
  return sqlClients(floor, { name: statement, text: floor.statements[statement] }, values, isRight);
}

/** The same for any statement, if the API has no statement of its own for it. */
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
              throw new Error(`${statement.name} in SQL returned ${JSON.stringify(rows)}`);
          };
        }),
        close: () => pool.end(),
      };
    },
  };
}
