import { expect, test } from '@jest/globals';
import { anAgent, call } from '../mcp/an-agent.js';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';
import { anAsker, ledgerOf, switchOn } from './support.js';

const api = theApi();

test('an agent learns the price from a refusal, pays it, and learns from another refusal what to do without credits', async () => {
  await switchOn();
  const [board, other] = [await aBoard().make(), await aBoard().make()];
  await api.people.manager.put(`${other.path}/intake/price`, { charged: false });
  const ann = await anAsker('Ann');
  const agent = await anAgent(api.origin, ann.token, '/mcp');
  const ask = async (maxPrice: number) => {
    const result = await call(agent, 'submit_request', { board: board.key, title: 'A sandbox', maxPrice });
    return { ...result, text: (result.content as { text?: string }[]).map(({ text }) => text).join('\n') };
  };
  const refused = await ask(0);
  expect(refused._meta?.['weir/refusal']).toMatchObject({ code: 'price-risen', price: 4 });
  expect(refused.text).toContain('call again with the new price as maxPrice');
  for (const _ of [1, 2]) expect((await ask(4)).isError).toBeFalsy();
  const spent = await ask(4);
  expect(spent.text).toMatch(
    new RegExp(`ask the board ${other.key}, which costs nothing; wait until \\d{4}-\\d\\d-\\d\\dT`),
  );
  expect(await ledgerOf(ann)).toEqual(['grant 10', 'charge asked -4 1', 'charge asked -4 2']);
});
