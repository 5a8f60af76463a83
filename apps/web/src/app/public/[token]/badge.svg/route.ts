import { boardSetupPaths } from '@/lib/api/paths/board-setup-paths';
import { clientHeaders } from '@/lib/server/client-address';
import { readUpstream } from '@/lib/server/upstream';

type Context = { params: Promise<{ token: string }> };

/** The badge of a public board, beside its page, so that pages of other sites can show it where only the web app is public. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  const language = request.headers.get('accept-language');
  const path = boardSetupPaths.badge(encodeURIComponent(token));
  const sent = {
    'accept-language': language ?? '',
    ...clientHeaders(request.headers.get('x-forwarded-for')),
  };
  const answer = await readUpstream(path, sent, language);
  const headers = new Headers({ 'cross-origin-resource-policy': 'cross-origin' });
  for (const name of ['cache-control', 'content-language', 'content-type', 'retry-after', 'vary']) {
    const value = answer.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return new Response(answer.body, { status: answer.status, headers });
}
