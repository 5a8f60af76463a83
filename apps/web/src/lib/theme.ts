import { keepCookie } from './browser/cookies';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/**
 * The cookie with the choice in this browser, for people who are not signed in or have chosen none in their account, and for
 * pages without the server.
 */
export const themeCookie = 'weir-theme';

/** The colour of a page, which the bars of a phone or an installed app take on: `--bg` of tokens.css. */
export const themeColours = { light: '#f6f5f2', dark: '#14171a' };

export function themeOf(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? 'system';
}

/** Keeps the theme in this browser for a year. */
export function keepTheme(theme: Theme): void {
  keepCookie(themeCookie, theme);
}

export function showTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const own = meta.media.includes('dark') ? 'dark' : 'light';
    meta.content = themeColours[theme === 'system' ? own : theme];
  }
}
