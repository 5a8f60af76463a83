import type { IntakePolicy } from '@weir/contract';
import { maxWaitingProbes } from '@weir/domain';
import type { Translate } from '@weir/words';

/** What the depth and the quota mean today. */
export function capacityMeaning(
  t: Translate,
  waiting: number,
  { depth, openPerRequester: quota }: Pick<IntakePolicy, 'depth' | 'openPerRequester'>,
): string {
  if (depth === 0) return t('intakePolicy.capacity.closed');
  if (waiting >= depth) return t('intakePolicy.capacity.lowered', { waiting, count: waiting - depth + 1 });
  const share = quota >= depth ? 'all' : 'some';
  return t('intakePolicy.capacity.room', { waiting, free: depth - waiting, share, quota, depth });
}

/** When shedding starts, and where it ends. */
export function sheddingMeaning(
  t: Translate,
  waiting: number,
  policy: Pick<IntakePolicy, 'highWatermark' | 'lowWatermark' | 'depth'>,
): string {
  const { highWatermark: high, lowWatermark: low, depth } = policy;
  if (high === null || low === null) return t('intakePolicy.shedding.none');
  if (high >= depth) return t('intakePolicy.shedding.never', { depth });
  const left = Math.max(0, high - waiting);
  return t('intakePolicy.shedding.effect', { count: high + 1, low, waiting, left });
}

export function gateMeaning(t: Translate, { gateByItself }: Pick<IntakePolicy, 'gateByItself'>): string {
  return gateByItself
    ? t('intakePolicy.gate.byItself', { count: maxWaitingProbes })
    : t('intakePolicy.gate.byHand');
}

/** Whether enough requests wait to choose from. */
export function choiceMeaning(t: Translate, waiting: number, minOptions: number): string {
  if (minOptions === 0) return t('intakePolicy.choice.noMinimum');
  const enough = waiting < minOptions ? 'no' : 'yes';
  return t('intakePolicy.choice.tooFew', { least: minOptions, waiting, enough });
}
