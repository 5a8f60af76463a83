/**
 * Gives the address to go to after signing in. Only an address on this site is accepted: a path that begins with one
 * slash. Anything else (another origin, `//host`, `/\host`, control characters) becomes the start page.
 */
export function nextAddress(wanted: unknown): string {
  if (typeof wanted !== 'string' || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(wanted)) return '/';
  const here = 'http://here.invalid';
  if (!URL.canParse(wanted, here)) return '/';
  const url = new URL(wanted, here);
  // Dots can turn `/.//host` into `//host`. After signing in, the pages before it are dead ends.
  if (url.origin !== here || url.pathname.startsWith('//')) return '/';
  if (['/sign-in', '/sign-up', '/setup'].includes(url.pathname)) return '/';
  return url.pathname + url.search + url.hash;
}

/** The address of the sign-in page that leads back to `from`. */
export function signInAddress(from: string): string {
  const next = nextAddress(from);
  return next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`;
}
