/**
 * Where to go after signing in. Only an address on this site is taken: a path that begins with one slash.
 * Anything else (another origin, `//host`, `/\host`, control characters) becomes the start page.
 */
export function nextAddress(wish: unknown): string {
  if (typeof wish !== 'string' || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(wish)) return '/';
  const here = 'http://here.invalid';
  if (!URL.canParse(wish, here)) return '/';
  const url = new URL(wish, here);
  // Dots can turn `/.//host` into `//host`, and the sign-in page after signing in is a dead end.
  if (url.origin !== here || url.pathname.startsWith('//')) return '/';
  if (url.pathname === '/sign-in' || url.pathname === '/sign-up') return '/';
  return url.pathname + url.search + url.hash;
}

/** The sign-in page that leads back to `from`. */
export function signInAddress(from: string): string {
  const next = nextAddress(from);
  return next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`;
}
