/** The language chosen in this browser, for people who are not signed in or have set none of their own. */
export const languageCookie = 'weir-language';

/** The browser's time zone, which a server can't know otherwise. */
export const zoneCookie = 'weir-zone';

/** The cookies that scripts can read. Their values are still encoded. */
export function browserCookies(): Map<string, string> {
  return new Map(document.cookie.split('; ').map((each) => each.split('=') as [string, string]));
}

/** Keeps a choice in this browser for a year. */
export function keepCookie(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and on plain http
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax${secure()}`;
}

export function forgetCookie(name: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: as above
  document.cookie = `${name}=; path=/; max-age=0; samesite=lax${secure()}`;
}

/** With https, the browser never sends the cookie by plain http. On a page by plain http it would refuse such a cookie. */
const secure = () => (window.location.protocol === 'https:' ? '; secure' : '');
