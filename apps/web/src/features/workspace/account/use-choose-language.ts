'use client';

import type { Me } from '@weir/contract';
import { type Language, languageOf } from '@weir/words';
import { useLocale } from 'next-intl';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { forgetCookie, keepCookie, languageCookie } from '@/lib/words/cookies';
import { useReader } from '@/lib/words/reader-provider';
import { useTranslations } from '@/lib/words/use-translations';

/** The current language, and how to change it: for a signed-in person everywhere, else in this browser. */
export function useChooseLanguage() {
  const t = useTranslations();
  const isSignedIn = useReader().settings !== null;
  const language = languageOf(useLocale());
  const chooseLanguage = async (chosen: Language) => {
    const saved = isSignedIn ? await api.patch<Me>(paths.me, { language: chosen }) : null;
    if (saved?.ok === false) return announce(t('workspace.account.languageNotSaved'));
    showLanguage(chosen);
  };
  return { language, chooseLanguage };
}

/** Loads the page anew in another language, so that nothing stays in the old one. Null: the browser's. */
export function showLanguage(chosen: Language | null): void {
  if (chosen === null) forgetCookie(languageCookie);
  else keepCookie(languageCookie, chosen);
  window.location.reload();
}
