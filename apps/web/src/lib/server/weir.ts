import { type Client, connect } from '@weir/client';
import { timeBoundsOf } from '@weir/contract/time-bounds';
import { env } from '@/lib/env';

/**
 * The client for calls of the web's server itself. What browsers call is forwarded as it is. A call is sent once: a person waits
 * for it and can try again.
 */
export function weir(token?: () => Promise<string>): Client {
  return connect({
    url: env().WEIR_API_URL,
    retries: { attempts: 1, timeout: timeBoundsOf(env()).front / 1000 },
    fetch: (input, init) => fetch(input, { ...init, cache: 'no-store' }),
    ...(token && { token }),
  });
}
