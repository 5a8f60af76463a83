'use client';

import { type Language, languageOf } from '@weir/words';
import { useLocale } from 'next-intl';
import { keepCookie, languageCookie } from '@/lib/words/cookies';

/** The current language, and how to change it. The page loads anew, so nothing stays in the old language. */
export function useChooseLanguage() {
  const language = languageOf(useLocale());
  const chooseLanguage = (chosen: Language) => {
    keepCookie(languageCookie, chosen);
    window.location.reload();
  };
  return { language, chooseLanguage };
}
