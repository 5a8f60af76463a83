import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';

const api = theApi();
const { member } = api.people;
const times = 12;

test('a migration that changes the type of a column fails no write of an instance that runs', async () => {
  const board = await aBoard().make();
  await board.cards('Ready', 1);
  // A command of SQL, and a transaction of Prisma's statements.
  const write = async (title: string) => [
    (await member.patch(`${board.path}/cards/1`, { title: `${title} ${Math.random()}` })).status,
    (await member.post(`${board.path}/cards/1/checklist`, { items: [{ text: title }] })).status,
  ];
  const writes = async (title: string) => {
    const statuses = [];
    for (let n = 0; n < times; n += 1) statuses.push(await write(title));
    return statuses;
  };
  await writes('Before');
  await api.pool.query('ALTER TABLE cards ALTER COLUMN version TYPE bigint');
  expect(await writes('After')).toEqual(Array(times).fill([200, 201]));
});
