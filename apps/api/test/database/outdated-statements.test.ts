import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';

const api = theApi();
const { member } = api.people;
const times = 12;

test('a migration that changes the type of a column fails no write of an instance that runs', async () => {
  const board = await aBoard().make();
  await board.cards('Ready', 1);
  const rename = async (title: string) =>
    (await member.patch(`${board.path}/cards/1`, { title: `${title} ${Math.random()}` })).status;
  const renames = async (title: string) => {
    const statuses = [];
    for (let n = 0; n < times; n += 1) statuses.push(await rename(title));
    return statuses;
  };
  await renames('Before');
  await api.pool.query('ALTER TABLE cards ALTER COLUMN version TYPE bigint');
  expect(await renames('After')).toEqual(Array(times).fill(200));
});
