import { describe, expect, it } from '@jest/globals';
import type { IntakePolicy } from '@weir/contract';
import { faultsOfAnswer, faultsOfCapacity } from '@/features/settings/intake/policy-faults';

const policy: IntakePolicy = {
  depth: 8,
  openPerRequester: 3,
  perRequesterPerHour: null,
  perRequesterPerDay: null,
  answerWithinHours: 72,
  graceHours: 72,
  remindBeforeHours: 24,
  escalateTo: [],
  highWatermark: 6,
  lowWatermark: 2,
  minOptions: 5,
  replenishOn: [],
  timeZone: 'UTC',
  workingHours: null,
  gateByItself: true,
};
const pathsOf = (faults: { path: string }[]) => faults.map(({ path }) => path);

describe('a policy that can never hold', () => {
  it('is told at the field that was changed, whatever part the other stands in', () => {
    expect(faultsOfCapacity(policy)).toEqual([]);
    expect(faultsOfCapacity({ ...policy, depth: 5 })).toEqual([
      { path: 'depth', message: 'must be 6, the high watermark, or more' },
    ]);
    expect(pathsOf(faultsOfCapacity({ ...policy, depth: 4 }))).toEqual(['depth', 'depth']);
    expect(pathsOf(faultsOfCapacity({ ...policy, perRequesterPerHour: 5, perRequesterPerDay: 4 }))).toEqual([
      'perRequesterPerHour',
    ]);
    expect(faultsOfAnswer({ ...policy, answerWithinHours: 24 })).toEqual([
      {
        path: 'answerWithinHours',
        message: 'must be above 24, the hours before it at which who answers is reminded',
      },
    ]);
  });
});
