import type { Translate } from '@weir/words';
import type { CommandKey } from '@/lib/commands';
import { isMac } from '@/lib/keys/shortcuts';

/** The key of a command, and how it is drawn beside it. */
export function keyed(t: Translate, key: CommandKey): { key: CommandKey; hint: string } {
  if (key !== 'delete') return { key, hint: key.toUpperCase() };
  return { key, hint: isMac() ? '⌫' : t('components.keys.named.delete') };
}
