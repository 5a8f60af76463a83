import { isApiReachable } from '@/lib/server/reachable';

export const dynamic = 'force-dynamic';

/** For pages without a stream: 204 while the API answers, otherwise 503. */
export async function GET(): Promise<Response> {
  const status = (await isApiReachable()) ? 204 : 503;
  return new Response(null, { status, headers: { 'cache-control': 'no-store' } });
}
