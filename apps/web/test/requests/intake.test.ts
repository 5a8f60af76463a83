import { expect, it } from '@jest/globals';
import { createWords } from '@weir/words/catalogue';
import { gateEndInstant, gateEnds } from '@/features/requests/gate/gate-end';
import { depthState } from '@/features/requests/queue/depth-state';

it('shows what the depth means for the next request', () => {
  expect(depthState(7, 8, 'open')?.code).toBe('last');
  expect(depthState(8, 8, 'open')?.code).toBe('full');
  expect(depthState(9, 8, 'open')).toEqual({ code: 'lowered', count: 2 });
  expect(depthState(0, 0, 'open')?.code).toBe('closed');
  expect(depthState(3, 8, 'open')).toEqual({ code: 'free', count: 5 });
  expect(depthState(0, 8, 'shut')).toBeNull();
  expect(depthState(7, 8, 'shut')).toBeNull();
});

it('words the depth in the terms of a refusal', () => {
  expect(createWords('en').t('intake.depth.last')).toBe('One place left before new requests are refused.');
  expect(createWords('de').t('intake.depth.lowered', { count: 2 })).toBe(
    'Die Tiefe wurde gesenkt: Neue Anfragen werden abgewiesen, bis 2 beantwortet sind.',
  );
});

it('ends a gate at the start of a day in the board’s time zone, in winter and in summer', () => {
  const at = { today: '2026-11-24', day: '2027-07-01', zone: 'Europe/Berlin' };
  expect(gateEndInstant('tomorrow', at)).toBe('2026-11-24T23:00:00.000Z');
  expect(gateEndInstant('monday', at)).toBe('2026-11-29T23:00:00.000Z');
  expect(gateEndInstant('day', at)).toBe('2027-06-30T22:00:00.000Z');
  expect(gateEndInstant('byHand', at)).toBeUndefined();
  expect(gateEnds).toHaveLength(5);
});
