import { stopMails } from '@weir/client';
import { NextResponse } from 'next/server';
import { env } from '@/lib/env';
import { clientHeaders } from '@/lib/server/client-address';
import { unreachable } from '@/lib/server/upstream';
import { weir } from '@/lib/server/weir';

const tokenOf = (request: Request) => new URL(request.url).searchParams.get('token') ?? '';

/**
 * One click in a mail program: its provider posts here, without a cookie and from anywhere (RFC 8058). The token says
 * whose mails end.
 */
export async function POST(request: Request): Promise<Response> {
  const headers = clientHeaders(request.headers.get('x-forwarded-for'));
  const stopped = await stopMails({ client: weir(), headers, body: { token: tokenOf(request) } }).catch(
    () => null,
  );
  if (!stopped?.response) return unreachable(request.headers.get('accept-language'));
  return new Response(null, { status: stopped.response.status, headers: { 'cache-control': 'no-store' } });
}

/** Programs that read mails follow its links, so this changes nothing: the page asks. */
export function GET(request: Request): Response {
  const page = new URL(`/email/stop#${tokenOf(request)}`, env().NEXTAUTH_URL);
  return NextResponse.redirect(page, { status: 303, headers: { 'cache-control': 'no-store' } });
}
