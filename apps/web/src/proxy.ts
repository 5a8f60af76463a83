import { type NextRequest, NextResponse } from 'next/server';

/**
 * Tells the page its own address (a layout can't know it) and the nonce of its styles, and sets the policy of what it
 * may load. It makes no access decision: only the API does.
 */
export function proxy(request: NextRequest) {
  const nonce = crypto.randomUUID().replaceAll('-', '');
  const policy = contentPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set('x-weir-address', request.nextUrl.pathname + request.nextUrl.search);
  headers.set('x-weir-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

/** All that can be a page: a workspace may be called `iconic`, and an unknown address below `/api` is a page too. */
export const config = {
  matcher: [
    {
      source:
        '/((?!api/(?:auth|weir|email)/|api/(?:health|reachable|sign-out|stream)$|_next/|icon\\.svg$|(?:apple-)?icon[\\w-]*\\.png$|manifest\\.webmanifest$|service-worker\\.js$).*)',
    },
  ],
};

/** What a page may load and run: docs/decisions/content-security-policy.md says why. */
function contentPolicy(nonce: string): string {
  const development = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : '';
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    `style-src 'self' 'nonce-${nonce}'`,
    // React writes styles of elements into the page that the server draws.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}
