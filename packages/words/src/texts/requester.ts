import type { Translate } from '../messages.js';

/** Replaces a name that was erased: `weir.erased_text` in the database. */
const erasedName = '[erased]';

/**
 * The name of a requester wherever the team reads it: a guest is marked, whatever name they gave. A guest whose data was
 * deleted has no name.
 */
export function requesterName(
  t: Translate,
  { name, guest }: { name: string; guest?: boolean | undefined },
): string {
  if (!guest) return name;
  return name === erasedName ? t('common.guest.deleted') : t('common.guest.name', { name });
}
