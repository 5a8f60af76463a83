/**
 * The headers of every answer, also of files, redirects and errors. `proxy.ts` gives pages a policy of their own instead
 * of the one for data here, and `next.config.ts` says where else a value differs: a route handler can't change them.
 * The API sends the same HSTS. Only where people reach Weir by https: a machine without TLS must not promise it.
 */
export function headersOfAll(publicUrl: string): Headers {
  return new Headers({
    'content-security-policy':
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    ...(publicUrl.startsWith('https:') && { 'strict-transport-security': 'max-age=31536000' }),
  });
}
