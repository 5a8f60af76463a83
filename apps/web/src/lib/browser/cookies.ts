const year = 365 * 24 * 60 * 60;

/** The cookies that scripts can read. Their values are still encoded. */
export function browserCookies(): Map<string, string> {
  return new Map(document.cookie.split('; ').map((each) => each.split('=') as [string, string]));
}

/** Keeps a choice in this browser for a year. */
export function keepCookie(name: string, value: string): void {
  setCookie(name, value, year);
}

export function forgetCookie(name: string): void {
  setCookie(name, '', 0);
}

/** `maxAge` in seconds. */
function setCookie(name: string, value: string, maxAge: number): void {
  // With https, the browser never sends it by plain http. On a page by plain http the browser would refuse such a cookie.
  const secure = window.location.protocol === 'https:' ? '; secure' : '';
  // biome-ignore lint/suspicious/noDocumentCookie: browsers have the Cookie Store API on https only
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${maxAge}; samesite=lax${secure}`;
}
