import { expect, test } from '@jest/globals';
import { theApi } from '../support/api.js';
import { theWrites } from './board-writes.js';
import { expectFaults } from './faults.js';

// Values that look right and are not: whatever the write, the fault is named and nothing changes.

const api = theApi();
const { owner, manager, stranger } = api.people;
const writes = theWrites(api);

test.each([-1, 1.5, 10_000, 1e9, 1e300, '3', null, [3]])(
  'refuses %j as a maximum and as a depth',
  async (max) => {
    const all = writes.all();
    expectFaults(await writes.send(all['PATCH limits/:limit'], { max }), ['max']);
    expectFaults(await writes.send(all['POST limits'], { scope: 'board', max }), ['max']);
    expectFaults(await writes.send(all['POST columns'], { name: 'x', kind: 'active', limit: { max } }), [
      'limit.max',
    ]);
    expectFaults(await writes.send(all['PATCH columns/:column'], { limit: { max } }), ['limit.max']);
    expectFaults(await writes.send(all['PATCH intake'], { depth: max }), ['depth']);
    await writes.expectNothingChanged();
  },
);

test('does not find ids of another workspace in any field', async () => {
  const all = writes.all();
  const theirs = writes.foreign.id('Ready');
  expectFaults(await writes.send(all['POST cards'], { title: 'x', columnId: theirs }), ['columnId']);
  expectFaults(await writes.send(all['PUT cards/:number/position'], { columnId: theirs }), ['columnId']);
  expectFaults(await writes.send(all['POST moves'], { moves: [{ card: 1, columnId: theirs }] }), [
    'moves.0.columnId',
  ]);
  expectFaults(await writes.send(all['POST limits'], { scope: 'column', columnId: theirs, max: 1 }), [
    'columnId',
  ]);
  expectFaults(await writes.send(all['POST columns'], { name: 'x', kind: 'queue', before: theirs }), [
    'before',
  ]);
  expectFaults(await writes.send(all['PATCH columns/:column'], { after: theirs }), ['after']);
  expectFaults(await writes.send(all['POST swimlanes'], { name: 'x', after: theirs }), ['after']);
  expectFaults(await writes.send(all['POST cards'], { title: 'x', swimlaneId: theirs }), ['swimlaneId']);
  expectFaults(await writes.send(all['POST cards'], { title: 'x', assigneeIds: [stranger.id] }), [
    'assigneeIds',
  ]);
  expectFaults(await writes.send(all['POST cards'], { title: 'x', labelIds: [theirs] }), ['labelIds']);
  expectFaults(await writes.send(all['PATCH cards/:number'], { labelIds: [theirs] }), ['labelIds']);
  for (const field of ['labelIds', 'swimlaneId'] as const) {
    const given = { [field]: field === 'labelIds' ? [theirs] : theirs };
    expectFaults(await writes.send(all['POST card-templates'], { name: 'x', title: 'x', ...given }), [field]);
    expectFaults(await writes.send(all['PATCH card-templates/:cardTemplate'], given), [field]);
  }
  const recurring = all['PATCH recurring-cards/:recurringCard'];
  for (const [field, given] of Object.entries({ columnId: theirs, swimlaneId: theirs, labelIds: [theirs] }))
    expectFaults(await writes.send(recurring, { [field]: given }), [field]);
  expectFaults(await writes.send(all['POST card-templates'], { name: 'x', copyOf: 9 }), ['copyOf']);
  expectFaults(await writes.send(all['POST cards'], { copyOf: 9 }), ['copyOf']);
  const accept = { kind: 'accept', columnId: theirs };
  expectFaults(await writes.send(all['PUT requests/:number/answer'], accept), ['columnId']);
  for (const path of [
    `columns/${theirs}`,
    `swimlanes/${writes.lane.replace(/^./, '9')}`,
    `limits/${theirs}`,
    `labels/${theirs}`,
    `card-templates/${theirs}`,
    `recurring-cards/${theirs}`,
  ]) {
    expect((await manager.patch(`${writes.board.path}/${path}`, {})).status).toBe(404);
    expect((await manager.delete(`${writes.board.path}/${path}`)).status).toBe(404);
  }
  expect((await owner.post(`${writes.foreign.path}/cards`, { title: 'x' })).status).toBe(404);
  await writes.expectNothingChanged();
});

test.each(['0', '-1', '1.5', 'x', '99999999999', '%00', '1e3', '９'])(
  'does not find a card or request with the number %s',
  async (number) => {
    for (const [path, body] of [
      [`cards/${number}/position`, { columnId: writes.board.id('Ready') }],
      [`cards/${number}/block`, { reason: 'Stuck' }],
      [`requests/${number}/answer`, { kind: 'accept' }],
    ] as const) {
      expect([404, 422]).toContain((await manager.put(`${writes.board.path}/${path}`, body)).status);
    }
    await writes.expectNothingChanged();
  },
);

test('refuses impossible dates and times', async () => {
  const { body } = writes.all()['POST cards'];
  for (const dueOn of [
    '2027-02-30',
    '2027-13-01',
    '27-01-01',
    '2027-01-01T00:00:00Z',
    '9999-01-01',
    '0001-01-01',
    '',
  ]) {
    expectFaults(await writes.send(writes.all()['POST cards'], { ...body, dueOn }), ['dueOn']);
  }
  for (const until of ['tomorrow', '2099-01-01', '2099-01-01T00:00:00+02:00', '2001-01-01T00:00:00Z']) {
    expectFaults(
      await writes.send(writes.all()['PUT intake/gate'], { state: 'shut', reason: 'Away', until }),
      ['until'],
    );
  }
  await writes.expectNothingChanged();
});

test('names the missing reason, message and date of an answer', async () => {
  const answer = writes.all()['PUT requests/:number/answer'];
  expectFaults(await writes.send(answer, { kind: 'decline' }), ['message', 'reason']);
  expectFaults(await writes.send(answer, { kind: 'decline', reason: 'because', message: 'Too short' }), [
    'message',
    'reason',
  ]);
  expectFaults(await writes.send(answer, { kind: 'defer', reason: 'other', message: 'Some day, perhaps.' }), [
    'until',
  ]);
  expectFaults(await writes.send(answer, { kind: 'perhaps' }), ['kind']);
  await writes.expectNothingChanged();
});
