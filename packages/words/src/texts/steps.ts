import { type NotNowReason, notNowReasons } from '@weir/domain';
import type { Translate } from '../messages.js';

/** Why work left the commitment or the board: the team's reason, or that nobody gave one. */
export type StepReason = { code: NotNowReason | 'system' | 'database' };

export function stepReasonText(t: Translate, { code }: StepReason): string {
  return isTeamCode(code) ? t(`vocabulary.reasonSentences.${code}`) : t(`notices.noReason.${code}`);
}

function isTeamCode(code: StepReason['code']): code is NotNowReason {
  return (notNowReasons as readonly string[]).includes(code);
}
