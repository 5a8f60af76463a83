import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { authOptions } from '@/lib/server/auth';
import { isSignedOutHere } from '@/lib/server/session';
import { refusal } from '@/lib/server/upstream';

type Context = { params: Promise<{ nextauth: string[] }> };

/** An address and a password need far less. next-auth itself reads bodies of any length. */
const largestBody = 16 * 1024;

/** All of next-auth but its sign-out, which reports success although the session goes on: `api/sign-out` is ours. */
async function handle(request: NextRequest, context: Context): Promise<Response> {
  const refuse = (why: Parameters<typeof refusal>[0]) => refusal(why, request.headers.get('accept-language'));
  const [action] = (await context.params).nextauth;
  if (action === 'signout') return refuse({ code: 'not-found', detail: { key: 'noSuchCall' } });
  // Nobody is signed in here any more, although the browser still has the session cookie.
  if (action === 'session' && isSignedOutHere(request.cookies))
    return Response.json({}, { headers: { 'cache-control': 'private, no-store' } });
  if (lengthOf(request) > largestBody)
    return refuse({ code: 'too-large', detail: { key: 'bodyTooLarge', values: { limit: '16 KiB' } } });
  try {
    const answer: Response = await NextAuth(request as never, context as never, authOptions());
    answer.headers.set('cache-control', 'private, no-store');
    return answer;
  } catch (error) {
    // next-auth does not expect a body that is no JSON.
    if (error instanceof SyntaxError) return refuse({ code: 'malformed' });
    throw error;
  }
}

/** The announced length of the body. Browsers send none in chunks. */
function lengthOf({ headers }: Request): number {
  return headers.has('transfer-encoding')
    ? Number.POSITIVE_INFINITY
    : Number(headers.get('content-length') ?? 0);
}

export { handle as GET, handle as POST };
