/** This server lives. It says nothing of the API, so that a restart of one does not restart the other. */
export function GET(): Response {
  return Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } });
}
