import { type Client, createClient, createConfig } from './generated/client/index.js';
import { keyedCalls } from './generated/keyed-calls.gen.js';
import { isProblem, Unreachable } from './refusals.js';
import { RetryBudget } from './retry-budget.js';
import { type Retries, retrying } from './retrying.js';

/** The address of a Weir, and the token to use there. */
export type Connection = {
  /** The address of the API: `https://weir.example.com`. */
  url: string;
  /** An API token (`weir_…`) or the `accessToken` of a session. A function is asked before each call, so that tokens can rotate. */
  token?: string | (() => string | Promise<string>);
  /** For the calls of a guest: the token of their link. */
  guestToken?: string;
  /** The language of the API's texts: `de`. */
  language?: string;
  /** When a call that can be repeated safely is repeated. `false`: never. */
  retries?: Partial<Retries> | false;
  /** By default the runtime's own. */
  fetch?: typeof globalThis.fetch;
};

const defaults: Retries = { attempts: 5, patience: 30, timeout: 35 };

/**
 * Makes a client to pass to the calls: `await moveCard({ client, path, body })`. A call resolves to `{data}` or, if the API refuses
 * it, to `{error}` with the problem document; it throws `Unreachable` if nobody answers. Every write has an idempotency key, so that
 * it is repeated without taking effect twice.
 */
export function connect({
  url,
  token,
  guestToken,
  language,
  retries,
  fetch = globalThis.fetch,
}: Connection): Client {
  const { username, password, search, hash, href } = new URL(url);
  if (username || password || search || hash)
    throw new TypeError('The address has more than a host and a path. Give the token as `token`.');
  const budget = new RetryBudget();
  const client = createClient(
    createConfig({
      baseUrl: href.replace(/\/$/, ''),
      headers: { 'Accept-Language': language },
      fetch: retrying(
        fetch,
        retries === false ? { ...defaults, attempts: 1 } : { ...defaults, ...retries },
        budget,
      ),
    }),
  );
  client.interceptors.request.use(async (request, { method, url: template, security = [] }) => {
    const { headers } = request;
    if (keyedCalls.has(`${method} ${template}`) && !headers.has('idempotency-key'))
      headers.set('idempotency-key', crypto.randomUUID());
    const isForGuests = security.some(({ type }) => type === 'apiKey');
    if (isForGuests && guestToken) headers.set('authorization', `Guest ${guestToken}`);
    else if (security.length > 0 && token)
      headers.set('authorization', `Bearer ${typeof token === 'function' ? await token() : token}`);
    return request;
  });
  // The API never answers with a page, but the web app does, and so does a sign-in page in front of the API.
  client.interceptors.response.use((response) => {
    if (response.headers.get('content-type')?.startsWith('text/html'))
      throw new TypeError('The answer is a page.');
    return response;
  });
  client.interceptors.error.use((error, response) => {
    if (isProblem(error)) return error;
    if (error instanceof Unreachable || (error instanceof Error && error.name === 'AbortError')) throw error;
    const status = response ? `The answer ${response.status} is not from Weir.` : 'The call failed.';
    throw new Unreachable(`${status} Is ${href} the address of its API?`, { cause: error });
  });
  return client;
}
