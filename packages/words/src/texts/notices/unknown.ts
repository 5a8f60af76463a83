import type { Speech } from '../refusals/refusals.js';

/** A notice of a kind that a newer version wrote: two versions run side by side during an upgrade, and after a rollback. */
export function unknownText({ t }: Speech): { title: string; text: string } {
  return { title: t('notices.titles.unknown'), text: t('notices.unknown') };
}
