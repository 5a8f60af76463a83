import type { Wait, Waits } from '@weir/contract';
import { balanceOf, switchOff, switchOn } from '../credits/support.js';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';
import type { Refused } from '../support/person.js';
import { retryAfterOf } from '../support/refusals.js';

const api = theApi();
const { member, viewer } = api.people;

/** A card, and the body that asks another board and lets the card wait on that request. */
async function aCard() {
  const one = await aBoard().make();
  await one.cards('Ready', 1);
  const other = await aBoard().intake({ depth: 50, openPerRequester: 50 }).make();
  const ask = (request: object) =>
    member.post<Wait & Refused>(`${one.path}/cards/1/waits`, {
      board: other.key,
      ask: { title: 'A port', ...request },
    });
  const waits = async () => (await viewer.get<Waits>(`${one.path}/cards/1/waits`)).body.waitsOn;
  return { other, ask, waits };
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
