import type { NextRequest } from 'next/server';
import { sessionFrom } from '@/lib/server/session';
import { mergedStream } from '@/lib/stream/merge';

export const dynamic = 'force-dynamic';

export async function GET(request: NextRequest): Promise<Response> {
  return mergedStream(request, await sessionFrom(request.cookies));
}
