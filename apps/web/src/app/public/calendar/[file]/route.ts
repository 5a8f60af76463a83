import { accountPaths } from '@/lib/api/paths/account-paths';
import { clientHeaders } from '@/lib/server/client-address';
import { readUpstream } from '@/lib/server/upstream';

type Context = { params: Promise<{ file: string }> };

const answerHeaders = [
  'content-disposition',
  'content-language',
  'content-type',
  'etag',
  'retry-after',
  'x-robots-tag',
];

/** A person’s dates by their secret link, for calendars that reach only the web app. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { file } = await params;
  const language = request.headers.get('accept-language');
  const known = request.headers.get('if-none-match');
  const path = accountPaths.calendar(encodeURIComponent(file));
  const sent = {
    'accept-language': language ?? '',
    ...(known !== null && { 'if-none-match': known }),
    ...clientHeaders(request.headers.get('x-forwarded-for')),
  };
  const answer = await readUpstream(path, sent, language);
  const headers = new Headers({ 'cache-control': 'private, no-store' });
  for (const name of answerHeaders) {
    const value = answer.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return new Response(answer.body, { status: answer.status, headers });
}
