import type { NoticeFacts } from '@weir/domain';
import type { Speech } from '../refusals/refusals.js';

/** What the intake takes now, why, and until when. */
export function gateText(
  { t, dates }: Speech,
  { board, state, reason, until, timeZone }: NoticeFacts & { kind: 'gate' },
): { title: string; text: string } {
  const end = until ? { until: 'given', time: dates.instant(until, timeZone) } : { until: 'none', time: '' };
  const text = t(`notices.gate.${state}`, { board, ...end });
  return { title: t(`notices.gateTitles.${state}`, { board }), text: reason ? `${text} ${reason}` : text };
}
