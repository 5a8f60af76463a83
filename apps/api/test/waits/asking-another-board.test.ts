import { balanceOf, switchOff, switchOn } from '../credits/support.js';
import { theApi } from '../support/api.js';
import { retryAfterOf } from '../support/refusals.js';
import { addWait, boards, waitsOf } from './waiting.js';

const api = theApi();
const { member } = api.people;

/** A board and a function that asks it, so that a card of another board waits on the request. */
async function aCard() {
  const [one, other] = await boards();
  const ask = (request: object) =>
    addWait(one, 1, { board: other.key, ask: { title: 'A port', ...request } });
  return { other, ask, waits: () => waitsOf(one, 1) };
}

test('asking another board costs credits, and without them the refusal says when and where to ask', async () => {
  const { other, ask, waits } = await aCard();
  await switchOn();
  try {
    while ((await balanceOf(member)) >= 4) expect((await ask({})).status).toBe(201);
    const before = (await waits()).length;
    const refused = await ask({});
    expect(refused).toMatchObject({
      status: 429,
      body: {
        code: 'credits-spent',
        detail: expect.stringContaining(`${other.key} doesn’t take it now`),
        affordableBoards: expect.any(Array),
        freeClasses: expect.any(Array),
      },
    });
    expect(retryAfterOf(refused)).toBeGreaterThan(0);
    expect(await waits()).toHaveLength(before);
    const { rows } = await api.pool.query(
      `SELECT sum(d.count)::int AS count FROM door_refusals d JOIN boards b ON b.id = d.board_id WHERE b.key = $1`,
      [other.key],
    );
    expect(rows).toEqual([{ count: 1 }]);
  } finally {
    await switchOff();
  }
});

test('a fault of the submitted request names its field inside of `ask`', async () => {
  const { ask } = await aCard();
  expect(await ask({ follows: 99 })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'ask.follows' }] },
  });
});
