import type { Me } from '@weir/contract';
import type { Language } from '@weir/words';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';

/** Sets the language of the person. Returns whether it was saved. */
export async function saveLanguage(language: Language): Promise<boolean> {
  return (await api.patch<Me>(adminPaths.me, { language })).ok;
}
