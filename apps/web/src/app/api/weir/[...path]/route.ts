import type { NextRequest } from 'next/server';
import { forward } from '@/lib/server/forward';
import { sessionFrom } from '@/lib/server/session';

type Context = { params: Promise<{ path: string[] }> };

async function handle(request: NextRequest, { params }: Context): Promise<Response> {
  const { path } = await params;
  return forward(request, path, await sessionFrom(request.cookies));
}

export { handle as DELETE, handle as GET, handle as HEAD, handle as PATCH, handle as POST, handle as PUT };
