import type { Floor } from '../load/floor.js';
import type { World } from '../stack/world.js';
import { apiClients } from './contenders/api-clients.js';
import { sqlClients } from './contenders/floor-clients.js';
import type { Scenario } from './scenario.js';

const cards = 200;

/** The floor: one UPDATE in plain SQL, with the triggers, the clock and the event. */
const edit = {
  name: 'edit',
  text: 'UPDATE cards SET title = $3 WHERE board_id = $1 AND number = $2 RETURNING number',
};

/** Changes the titles of two hundred cards of one board. Each client has its own cards, so every call is a change. */
export async function edits(world: World, floor: Floor): Promise<Scenario> {
  const board = await world.makeBoard(
    'EDITS',
    [
      { name: 'Ready', kind: 'queue' },
      { name: 'Doing', kind: 'active' },
      { name: 'Done', kind: 'done' },
    ],
    { Ready: cards },
  );
  const numbers = await board.numbersIn('Ready');
  let edited = 0;
  const nextEdit = (n: number, of: number) => {
    const own = numbers.filter((_, at) => at % of === n);
    let at = 0;
    return () => {
      edited += 1;
      return {
        number: own[at++ % own.length]!,
        title: `Changed for the ${edited}th time, so that it differs`,
      };
    };
  };
  return {
    name: 'edits of a card',
    world,
    board,
    eventsAnAnswer: 1,
    base: sqlClients(
      floor,
      edit,
      (n, of) => {
        const next = nextEdit(n, of);
        return () => {
          const { number, title } = next();
          return [board.id, number, title];
        };
      },
      (row) => 'number' in row,
    ),
    others: [
      apiClients('API', world, (n, of) => {
        const next = nextEdit(n, of);
        return () => {
          const { number, title } = next();
          return { method: 'PATCH', path: `${board.path}/cards/${number}`, status: 200, body: { title } };
        };
      }),
    ],
  };
}
