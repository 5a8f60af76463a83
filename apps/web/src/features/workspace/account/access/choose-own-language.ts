import type { Language, Translate } from '@weir/words';
import { announce } from '@/lib/announce';
import { saveLanguage } from './save-language';
import { showLanguage } from './use-choose-language';

/** Saves the language of the signed-in person, and shows the page in it. */
export async function chooseOwnLanguage(t: Translate, chosen: Language): Promise<void> {
  if (await saveLanguage(chosen)) showLanguage(chosen);
  else announce(t('workspace.account.languageNotSaved'));
}
