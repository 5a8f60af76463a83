import { type Language, languages } from '@weir/domain';

export { type Language, languages };

/** Each language's name for itself. */
export const languageNames: Record<Language, string> = { en: 'English', de: 'Deutsch' };

/** How each language writes dates and numbers, as `Intl` names it. */
export const locales = { en: 'en-GB', de: 'de-DE' } as const satisfies Record<Language, string>;
export type Locale = (typeof locales)[Language];

export const defaultLanguage: Language = 'en';

export function isLanguage(value: unknown): value is Language {
  return languages.includes(value as Language);
}

export function languageOf(locale: string): Language {
  const language = locale.slice(0, 2);
  return isLanguage(language) ? language : defaultLanguage;
}

/** Picks the best of our languages for an `Accept-Language` header; English where none fits. */
export function pickLanguage(acceptLanguage: string | null | undefined): Language {
  return matchLanguage(acceptLanguage) ?? defaultLanguage;
}

/** As `pickLanguage`, but null where the header names none of our languages. */
export function matchLanguage(acceptLanguage: string | null | undefined): Language | null {
  let best: { language: Language; weight: number } | null = null;
  for (const part of (acceptLanguage ?? '').slice(0, 1000).split(',')) {
    const [range = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const language = range.split('-')[0];
    const weight = weightIn(parameters);
    if (isLanguage(language) && weight > (best?.weight ?? 0)) best = { language, weight };
  }
  return best?.language ?? null;
}

function weightIn(parameters: string[]): number {
  const given = parameters.find((each) => each.startsWith('q='));
  if (!given) return 1;
  const weight = Number(given.slice(2));
  return weight >= 0 && weight <= 1 ? weight : 0;
}
