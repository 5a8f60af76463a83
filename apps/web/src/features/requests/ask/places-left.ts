import type { RequesterBoard } from '@weir/contract';
import type { Translate } from '@weir/words';

/** How full the queue is. Behind a gate that lets in no standard request, free places mean nothing. */
export function queueHint(
  { intake: { waiting, depth, gate }, classes }: RequesterBoard,
  t: Translate,
): string {
  if (depth === 0) return t('ask.status.queueHint.closed');
  const left = depth - waiting;
  if (left <= 0) return t('ask.status.queueHint.full');
  if (gate.state !== 'open' && !classes.includes('standard')) return '';
  return waiting === 0 ? t('ask.status.queueHint.empty') : t('ask.status.queueHint.left', { left });
}

/** The reader's own requests against their quota. */
export function quotaHint({ own: { open, quota }, classes }: RequesterBoard, t: Translate): string {
  const left = quota - open;
  if (left <= 0) return t('ask.status.quotaHint.reached');
  return classes.includes('standard') ? t('ask.status.quotaHint.left', { left }) : '';
}
