import { expect, it } from '@jest/globals';
import { gateEnds, instantOf } from '@/features/requests/gate/gate-end';
import { depthInWords } from '@/features/requests/words';
import { depthToday } from '@/features/settings/lowered';

it('says what the depth means for the next who asks', () => {
  expect(depthInWords(7, 8, 'open')).toBe('One more and the door answers for you.');
  expect(depthInWords(8, 8, 'open')).toMatch(/^The door answers for you now/);
  expect(depthInWords(9, 8, 'open')).toContain('until two are answered');
  expect(depthInWords(0, 0, 'open')).toContain('takes no requests');
  expect(depthInWords(0, 8, 'shut')).toBe('Nobody waits for an answer.');
  expect(depthInWords(7, 8, 'shut')).toBe('');
});

it('says what a depth below what waits means today', () => {
  expect(depthToday(7, 3)).toBe('7 wait: nothing comes in until five are answered.');
  expect(depthToday(1, 1)).toBe('One waits: nothing comes in until one is answered.');
  expect(depthToday(2, 8)).toBeNull();
});

it('ends a gate at the beginning of a day where the board is, in winter as in summer', () => {
  const at = { today: '2026-11-24', day: '2027-07-01', zone: 'Europe/Berlin' };
  expect(instantOf('tomorrow', at)).toBe('2026-11-24T23:00:00.000Z');
  expect(instantOf('monday', at)).toBe('2026-11-29T23:00:00.000Z');
  expect(instantOf('day', at)).toBe('2027-06-30T22:00:00.000Z');
  expect(instantOf('open', at)).toBeUndefined();
  expect(gateEnds).toHaveLength(5);
});
