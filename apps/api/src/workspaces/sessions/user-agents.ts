import Bowser from 'bowser';

/** Longer texts are cut off: browsers need about 120 characters. */
const longest = 300;

/** A `User-Agent` as it is stored; null for none. */
export function storedUserAgent(header: string | undefined): string | null {
  return header?.slice(0, longest) || null;
}

/** What a browser or program is, in words that people know: “Firefox” on “Windows”. It is what the caller claims. */
export function deviceOf(userAgent: string | null): { browser: string | null; system: string | null } {
  if (userAgent === null) return { browser: null, system: null };
  const { browser, os } = Bowser.parse(userAgent);
  return { browser: browser.name || null, system: os.name || null };
}
