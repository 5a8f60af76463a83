import type { LimitMode } from '@weir/contract';
import type { LimitCapacity } from '@weir/domain';
import type { Translate } from '@weir/words';
import type { LimitSubject } from '@/lib/board/limit-subjects';

/** Says what a limit would mean with today's cards. */
export function limitEffect(
  t: Translate,
  subject: LimitSubject,
  mode: LimitMode,
  { state, load, max, min, over, free }: LimitCapacity,
  name: string,
): string {
  const where = whereCounted(subject);
  const now = t(`limits.preview.now.${where}`, { name, load });
  const kind = where === 'person' ? 'person' : 'place';
  const closed = () => t(`limits.preview.closed.${kind}.${mode}`, { name });
  switch (state) {
    case 'closed':
      return closed();
    case 'over':
      return max === 0
        ? t('limits.preview.closedOver', { now, closed: closed() })
        : t(`limits.preview.over.${kind}.${mode}`, { now, over, leaving: over + 1 });
    case 'full':
      return t(`limits.preview.full.${kind}.${mode}`, { now });
    case 'starving':
      return t('limits.preview.starving', { now, min });
    default:
      return t('limits.preview.free', { now, free });
  }
}

/** Where a limit counts: the cards in a place, those in flight, or those of a person. */
function whereCounted(subject: LimitSubject): 'here' | 'inFlight' | 'person' {
  if (subject.scope === 'person') return 'person';
  const isPlace = subject.scope === 'column' || subject.scope === 'columns' || 'columnId' in subject;
  return isPlace ? 'here' : 'inFlight';
}
