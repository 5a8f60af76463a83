import Bowser from 'bowser';

/** Longer texts are cut off: browsers need about 120 characters. */
const longest = 300;

/** A `User-Agent` as it is stored; null for none. */
export function storedUserAgent(header: string | undefined): string | null {
  return header?.slice(0, longest) || null;
}

/** The browser and the system by their names, such as “Firefox” on “Windows”. The caller claims them; they are not verified. */
export function deviceOf(userAgent: string | null): { browser: string | null; system: string | null } {
  if (userAgent === null) return { browser: null, system: null };
  const { browser, os } = Bowser.parse(userAgent);
  return { browser: browser.name || null, system: os.name || null };
}
