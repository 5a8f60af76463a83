import type { CardPreset } from '@weir/contract';

/** What a new card has of a template, besides a title of its own. */
export function restOf({ description, classOfService, labelIds, checklistItems, fields }: CardPreset) {
  return { description, classOfService, labelIds, checklistItems, fields };
}
