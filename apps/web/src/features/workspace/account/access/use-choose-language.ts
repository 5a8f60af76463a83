'use client';

import { type Language, languageOf } from '@weir/words';
import { useLocale } from 'next-intl';
import { announce } from '@/lib/announce';
import { forgetCookie, keepCookie } from '@/lib/browser/cookies';
import { withWordsOf } from '@/lib/words/messages-of';
import { languageCookie } from '@/lib/words/reader-cookies';
import { useReader } from '@/lib/words/reader-provider';
import { useTranslations } from '@/lib/words/use-translations';

/** The current language, and how to change it: for a signed-in person everywhere, else in this browser. */
export function useChooseLanguage() {
  const t = useTranslations();
  const isSignedIn = useReader().settings !== null;
  const language = languageOf(useLocale());
  const chooseLanguage = async (chosen: Language) => {
    if (isSignedIn && !(await save(chosen))) return announce(t('workspace.account.languageNotSaved'));
    showLanguage(chosen);
  };
  return { language, chooseLanguage };
}

/** Loads the client of the API now: the page to sign in does without. */
async function save(language: Language): Promise<boolean> {
  const loaded = await withWordsOf(
    'features/workspace/account/access/save-language',
    import('./save-language'),
  ).catch(() => null);
  return (await loaded?.saveLanguage(language)) === true;
}

/** Reloads the page in another language, so that nothing stays in the old one. Null: the browser's. */
export function showLanguage(chosen: Language | null): void {
  if (chosen === null) forgetCookie(languageCookie);
  else keepCookie(languageCookie, chosen);
  window.location.reload();
}
