import { createHmac } from 'node:crypto';
import { env } from '@/lib/env';

/**
 * Names the browser's address to the API, signed with the secret that both share: the API believes it from nobody else.
 * `forwardedFor` is the header that `incoming.ts` has set on the browser's request.
 */
export function clientHeaders(forwardedFor: string | null | undefined): Record<string, string> {
  if (!forwardedFor) return {};
  const hmac = createHmac('sha256', env().WEIR_TOKEN_SECRET).update(`client:${forwardedFor}`);
  return { 'x-weir-client': `${forwardedFor} ${hmac.digest('base64url')}` };
}
