/** The answer to a script, style or text that does not exist. `serve.mjs` leads here: the page of Next.js has 9 kB. */
export function GET(): Response {
  return new Response('Not found\n', {
    status: 404,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });
}
