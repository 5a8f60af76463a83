import type { CardChange } from '@weir/contract';
import { isSame } from '@/lib/drafts/same';
import { idsOf, type KnownCard, listChange, type Write } from './write';

/** The write for the card as it is now; null if it must not be made, as the card has the version it was made for, or other values. */
export function writeFor(write: Write, card: KnownCard & Partial<CardChange>): Write | null {
  const { again, ifMatch } = write;
  const current = `"${card.version}"`;
  if (!again || ifMatch === current) return null;
  if ('list' in again) return listChange(write.path, card, again);
  return hasValues(card, again.while) ? { ...write, ifMatch: current } : null;
}

function hasValues(card: KnownCard & Partial<CardChange>, { assigneeIds, fields, ...values }: CardChange) {
  return (
    (!assigneeIds || isSame(idsOf(card, 'assigneeIds').toSorted(), assigneeIds.toSorted())) &&
    Object.entries(fields ?? {}).every(([id, value]) => isSame(card.fields?.[id] ?? null, value)) &&
    Object.entries(values).every(([name, value]) => isSame(card[name as keyof CardChange] ?? null, value))
  );
}
