'use client';

import type { Me } from '@weir/contract';
import { type Language, languageOf } from '@weir/words';
import { useLocale } from 'next-intl';
import { announce } from '@/lib/announce';
import { paths } from '@/lib/api/paths';
import { forgetCookie, keepCookie, languageCookie } from '@/lib/words/cookies';
import { withAllWords } from '@/lib/words/messages-of';
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
  const loaded = await withAllWords(import('@/lib/api/client')).catch(() => null);
  const saved = await loaded?.api.patch<Me>(paths.me, { language });
  return saved?.ok === true;
}

/** Loads the page anew in another language, so that nothing stays in the old one. Null: the browser's. */
export function showLanguage(chosen: Language | null): void {
  if (chosen === null) forgetCookie(languageCookie);
  else keepCookie(languageCookie, chosen);
  window.location.reload();
}
