import { pino } from 'pino';
import type { Env } from '../env.js';

/** JSON lines. A request is its method and path: no query, no headers, no body, so no secret gets in. */
export function makeLog(level: Env['LOG_LEVEL']) {
  return pino({
    level,
    base: { service: 'weir-api' },
    redact: ['req.headers', '*.password', '*.token', '*.accessToken', '*.authorization'],
    serializers: {
      req: ({ method, url, ip }: { method: string; url: string; ip: string }) => ({
        method,
        path: withoutSecrets(url.split('?', 1)[0] ?? ''),
        ip,
      }),
    },
  });
}
export type Log = ReturnType<typeof makeLog>;

/** The token of an invitation stands in a path. */
function withoutSecrets(path: string): string {
  return path.replace(/(\/invitations\/[^/.]+\.)[^/]+/, '$1…');
}
