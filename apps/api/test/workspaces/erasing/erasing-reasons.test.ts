import { expect, test } from '@jest/globals';
import type { CreditEntries, Intake, Me, OwnCredits, RestStatus } from '@weir/contract';
import { todayIn } from '@weir/domain';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { overrideOf } from '../../support/overrides.js';
import { password } from '../../support/people.js';
import { insertedTrial } from '../../trials/inserted-trial.js';
import { readTrial, trialPath } from '../../trials/read-trial.js';
import { found } from './found.js';

const api = theApi();
const { owner, manager, member, viewer, requester } = api.people;
const credits = '/v1/workspaces/demo/credits';
const rest = {
  ...{ overloadedDays: 2, ofDays: 3, load: 50, age: null, overrides: null, overdue: null },
  ...{ byItself: false, calmDays: 2, lowMark: 70, longestDays: 5 },
};

test('erasing a person keeps the reasons that they gave to the team, without their name, and removes what they asked of another board', async () => {
  const { user } = (await manager.get<Me>('/v1/me')).body;
  await owner.patch(`/v1/workspaces/demo/members/${manager.id}`, { role: 'owner' });
  const board = await aBoard()
    .column('Doing', { limit: { max: 1, mode: 'reason' } })
    .column('Review', { limit: 2 })
    .intake({ rest })
    .make();
  const other = await aBoard().make();
  const [card] = await board.cards('Doing', 1);
  const limit = (await board.column('Doing')).limit!;
  const done = async (called: Promise<{ status: number }>) => expect((await called).status).toBeLessThan(300);

  await done(
    manager.createCard(board, {
      column: 'Doing',
      override: overrideOf('An override zq4', { ...limit, load: 1 }),
    }),
  );
  const ask = { board: other.key, ask: { title: 'Asked secret-zq5', description: 'Described secret-zq5' } };
  await done(manager.post(`${board.path}/cards/${card}/waits`, ask, { 'idempotency-key': 'wait-zq5' }));
  await done(manager.setGate(other, { state: 'throttled', reason: 'A gate zq4' }));
  await done(manager.put(`${board.path}/intake/rest`, { state: 'resting' }));
  await done(manager.put(`${board.path}/intake/rest`, { state: 'ended', reason: 'A rest zq4' }));
  const trial = await insertedTrial(board, [{ column: 'Review', was: 5 }], todayIn(api.clock.now(), 'UTC'));
  await done(manager.put(`${trialPath(board, trial)}/end`, { decision: 'keep', reason: 'A trial zq4' }));
  const rule = { credits: 10, period: 'week', timeZone: 'UTC', startPrice: 1, maxPrice: 5 };
  await done(manager.put(`${credits}/rule`, rule));
  await done(manager.post(`${credits}/adjustments`, { user: requester.id, amount: 2, note: 'A note zq4' }));
  await done(manager.put(`${credits}/rule/end`, { reason: 'An end zq4' }));
  await done(manager.post('/v1/me/removal', { currentPassword: password }));

  expect(await found(api, [user.name, user.email, 'secret-zq5'])).toEqual([]);
  const erased = { id: manager.id, name: '[erased]' };
  const log = await viewer.get<{ items: { reason: string }[] }>(`${board.path}/overrides`);
  expect(log.body.items).toMatchObject([{ reason: 'An override zq4' }]);
  const { gate } = (await owner.get<Intake>(`${other.path}/intake`)).body;
  expect(gate).toMatchObject({ reason: 'A gate zq4', by: erased });
  const { last } = (await viewer.get<RestStatus>(`${board.path}/intake/rest`)).body;
  expect(last).toMatchObject({ reason: 'A rest zq4', closedBy: erased, by: erased });
  expect((await readTrial(board, trial)).decision).toMatchObject({ reason: 'A trial zq4', by: erased });
  expect((await member.get<OwnCredits>(credits)).body.rule).toMatchObject({
    ended: { reason: 'An end zq4' },
  });
  const entries = (await owner.get<CreditEntries>(`${credits}/entries?user=${requester.id}`)).body.items;
  expect(entries).toContainEqual(expect.objectContaining({ note: 'A note zq4', by: erased }));
});
