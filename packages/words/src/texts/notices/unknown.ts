import type { Speech } from '../refusals/refusals.js';

/** For a kind of notice that only a newer version knows: both versions run during an upgrade, or the old one after a rollback. */
export function unknownText({ t }: Speech): { title: string; text: string } {
  return { title: t('notices.titles.unknown'), text: t('notices.unknown') };
}
