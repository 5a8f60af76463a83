import type { Me } from '@weir/contract';
import type { Language } from '@weir/words';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';

/** Sets the language of the person. Returns whether it was saved. */
export async function saveLanguage(language: Language): Promise<boolean> {
  return (await api.patch<Me>(paths.me, { language })).ok;
}
