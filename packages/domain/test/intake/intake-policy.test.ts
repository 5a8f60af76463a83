import { defaultRemindBeforeHours, findPolicyFaults } from '../../src/index.js';

const policy = {
  depth: 8,
  highWatermark: null,
  lowWatermark: null,
  minOptions: 2,
  answerWithinHours: 72,
  remindBeforeHours: 24,
  perRequesterPerHour: null,
  perRequesterPerDay: null,
};
const faultsIn = (change: object) => findPolicyFaults({ ...policy, ...change }).map(({ path }) => path);

test('both watermarks of a policy are set or neither, in order, and not above the depth', () => {
  const faults = (highWatermark: number | null, lowWatermark: number | null) =>
    faultsIn({ highWatermark, lowWatermark });
  expect(faults(null, null)).toEqual([]);
  expect(faults(8, 0)).toEqual([]);
  expect(faults(null, 2)).toEqual(['highWatermark']);
  expect(faults(6, null)).toEqual(['lowWatermark']);
  expect(faults(6, 6)).toEqual(['lowWatermark']);
  expect(faults(9, 2)).toEqual(['highWatermark']);
});

test('a policy that can never be kept is refused', () => {
  expect(faultsIn({ minOptions: 8 })).toEqual([]);
  expect(faultsIn({ minOptions: 9 })).toEqual(['minOptions']);
  expect(faultsIn({ depth: 0 })).toEqual([]);
  expect(faultsIn({ remindBeforeHours: 71 })).toEqual([]);
  expect(faultsIn({ remindBeforeHours: 72 })).toEqual(['remindBeforeHours']);
  expect(faultsIn({ answerWithinHours: 1, remindBeforeHours: null })).toEqual([]);
  expect(faultsIn({ perRequesterPerHour: 5, perRequesterPerDay: 5 })).toEqual([]);
  expect(faultsIn({ perRequesterPerHour: 6, perRequesterPerDay: 5 })).toEqual(['perRequesterPerHour']);
  expect(faultsIn({ perRequesterPerHour: 6 })).toEqual([]);
});

test('a new board reminds eight hours before an answer is due, but not if it is due within them', () => {
  expect([72, 9, 8, 1].map(defaultRemindBeforeHours)).toEqual([8, 8, null, null]);
});
