import type { ServiceLevel } from '@weir/contract';
import type { Translate } from '@weir/words';

/** “85% within 12 days” */
export function expectationText(t: Translate, { percent, days }: ServiceLevel): string {
  return t('serviceLevels.expectation', { share: percent / 100, days });
}
