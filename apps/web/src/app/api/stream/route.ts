import type { NextRequest } from 'next/server';
import { mergedStream } from '@/lib/events/merged-stream';
import { sessionFrom } from '@/lib/server/session';

export const dynamic = 'force-dynamic';

export async function GET(request: NextRequest): Promise<Response> {
  return mergedStream(request, await sessionFrom(request.cookies));
}
