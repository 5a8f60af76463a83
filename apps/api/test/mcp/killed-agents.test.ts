import { expect, test } from '@jest/globals';
import type { Claim, CreatedApiToken } from '@weir/contract';
import { isDeep, seed } from '../model/depth.js';
import { all } from '../races/crowd.js';
import { historyOf, unloggedOverrides } from '../races/history.js';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';
import { anAgent, call } from './an-agent.js';

const api = theApi();
const { owner, member } = api.people;
const agents = isDeep ? 20 : 6;
const rounds = isDeep ? 1000 : 48;

/** The same for the same seed: 0 to 99. */
const dice = (round: number) => (Math.imul(round + 1 + seed, 2_654_435_761) >>> 16) % 100;

test(`${agents} agents that are killed at random exceed no limit and leave no claim, in ${rounds} rounds`, async () => {
  const board = await aBoard().column('Build', { limit: 4 }).column('Check', { limit: 3 }).make();
  await board.cards('Ready', 12);
  const tokens = await all(agents, async (n) => {
    const account = await owner.post<{ id: string }>('/v1/workspaces/demo/service-accounts', {
      ...{ name: `Agent ${n}`, role: 'member' },
    });
    const token = { name: 'MCP', scopes: ['cards', 'read'], serviceAccount: account.body.id };
    return (await owner.post<CreatedApiToken>('/v1/workspaces/demo/tokens', token)).body.token;
  });
  let [round, calls, stale] = [0, 0, 0];
  const accepted: string[] = [];

  await all(agents, async (n) => {
    let agent = await anAgent(api.origin, tokens[n]!);
    let dead: { board: string; number: number; lease: number } | null = null;
    const use = (name: string, args: object) => {
      calls += 1;
      return call(agent, name, { ...args });
    };
    while (round < rounds) {
      round += 1;
      const chance = dice(round);
      if (chance < 15) await keepUp();
      const claimed = await use('claim_card', { board: board.key, seconds: 10, wait: 1 });
      // What it was killed with is over: some time has passed, and another may have the card.
      if (dead) {
        const { isError } = await use('comment_on_card', { ...dead, text: 'Back again' });
        stale += 1;
        if (!isError) accepted.push(`card ${dead.number}, token ${dead.lease}`);
        dead = null;
      }
      if (claimed.isError) continue;
      const { card, lease } = claimed.structuredContent as Claim;
      const held = { board: board.key, number: card.number, lease: lease.token };
      if (chance < 30) {
        api.clock.pass({ minutes: 1 });
        agent = await anAgent(api.origin, tokens[n]!);
        dead = held;
      } else if (chance < 40) {
        await use('finish_claim', { ...held, outcome: 'return' });
      } else {
        await use('claim_card', { card: held.number, lease: held.lease });
        await use('finish_claim', { ...held, outcome: 'complete' });
      }
    }
  });

  api.clock.pass({ minutes: 10 });
  await api.service('LeaseSweepService').sweep();
  expect(accepted).toEqual([]);
  expect(stale).toBeGreaterThan(0);
  expect((await board.read()).cards.filter(({ lease }) => lease)).toEqual([]);

  // The next agent takes over the cards of the killed agents.
  await keepUp();
  const next = await anAgent(api.origin, tokens[0]!);
  const claimed = await call(next, 'claim_card', { board: board.key, seconds: 10 });
  const { card, lease } = claimed.structuredContent as Claim;
  const held = { board: board.key, number: card.number, lease: lease.token };
  expect(await call(next, 'finish_claim', { ...held, outcome: 'complete' })).toMatchObject({
    structuredContent: { number: card.number },
  });

  const types = (await historyOf(member, board.path)).map(({ type }) => type);
  expect(types).toEqual(expect.arrayContaining(['card.claimed', 'card.leaseExpired', 'card.completed']));
  expect(await unloggedOverrides(member, board.path)).toEqual([]);
  // A round is a claim and what follows from it: nobody asks again and again.
  expect(calls).toBeLessThanOrEqual(4 * (rounds + agents));

  /** Adds new work, and acts as people do: delivers checked cards, and puts back cards whose agents were killed twice. */
  async function keepUp(): Promise<void> {
    await api.service('LeaseSweepService').sweep();
    const { cards } = await board.read();
    for (const { number, blocked, columnId } of cards) {
      if (blocked) {
        await member.delete(`${board.path}/cards/${number}/block`);
        await member.moveCard(board, number, { column: 'Ready' });
      }
      if (columnId === board.id('Check')) await member.moveCard(board, number, { column: 'Done' });
    }
    if (cards.filter(({ columnId }) => columnId === board.id('Ready')).length < 6)
      await board.cards('Ready', 6);
  }
});
