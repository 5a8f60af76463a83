const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether this call may use the person's cookie. A write must come from our own pages. Browsers say so in
 * `Sec-Fetch-Site`; older ones, and browsers on plain http, in `Origin`. A write with neither header is refused.
 */
export function isSameOrigin(request: Request, publicUrl: string): boolean {
  if (safeMethods.has(request.method)) return true;
  const site = request.headers.get('sec-fetch-site');
  if (site) return site === 'same-origin';
  const origin = request.headers.get('origin');
  if (!origin || !URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  return host === request.headers.get('host') || origin === new URL(publicUrl).origin;
}
