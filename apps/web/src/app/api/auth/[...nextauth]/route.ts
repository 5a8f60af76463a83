import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { authOptions } from '@/lib/server/auth';
import { refusal } from '@/lib/server/upstream';

type Context = { params: Promise<{ nextauth: string[] }> };

/** All of next-auth but its sign-out, which reports success although the session goes on: `api/sign-out` is ours. */
async function handle(request: NextRequest, context: Context): Promise<Response> {
  const [action] = (await context.params).nextauth;
  if (action === 'signout')
    return refusal(
      { code: 'not-found', detail: { key: 'noSuchCall' } },
      request.headers.get('accept-language'),
    );
  const answer: Response = await NextAuth(request as never, context as never, authOptions());
  answer.headers.set('cache-control', 'private, no-store');
  return answer;
}

export { handle as GET, handle as POST };
