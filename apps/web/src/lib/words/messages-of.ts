import { isLanguage, type Language, type Messages } from '@weir/words';

const load: Record<Language, () => Promise<Messages>> = {
  en: () => import('@weir/words/en'),
  de: () => import('@weir/words/de') as Promise<unknown> as Promise<Messages>,
};

const loaded = new Map<Language, Promise<Messages>>();

/** The texts of a language for client components: one file, loaded once and kept by the browser. */
export function messagesOf(language: Language): Promise<Messages> {
  const messages = loaded.get(language) ?? load[language]();
  loaded.set(language, messages);
  return messages;
}

// The page can't start without them, so they are loaded as early as possible.
if (typeof document !== 'undefined' && isLanguage(document.documentElement.lang))
  void messagesOf(document.documentElement.lang);
