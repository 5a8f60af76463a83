/** Shows that this server is alive. It does not check the API, so that a restart of one does not restart the other. */
export function GET(): Response {
  return Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } });
}
