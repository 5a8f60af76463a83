import { NextResponse } from 'next/server';
import { env } from '@/lib/env';
import { clientHeaders } from '@/lib/server/client-address';
import { unreachable, upstreamUrl } from '@/lib/server/upstream';

const tokenOf = (request: Request) => new URL(request.url).searchParams.get('token') ?? '';

/**
 * One click in a mail program: its provider posts here, without a cookie and from anywhere (RFC 8058). The token says
 * whose mails end.
 */
export async function POST(request: Request): Promise<Response> {
  const answer = await fetch(upstreamUrl('/v1/mail-stops'), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...clientHeaders(request.headers.get('x-forwarded-for')),
    },
    body: JSON.stringify({ token: tokenOf(request) }),
    cache: 'no-store',
  }).catch(() => null);
  if (!answer) return unreachable(request.headers.get('accept-language'));
  return new Response(null, { status: answer.status, headers: { 'cache-control': 'no-store' } });
}

/** Programs that read mails follow its links, so this changes nothing: the page asks. */
export function GET(request: Request): Response {
  const page = new URL(`/email/stop#${tokenOf(request)}`, env().NEXTAUTH_URL);
  return NextResponse.redirect(page, { status: 303, headers: { 'cache-control': 'no-store' } });
}
