import type { FastifyInstance, FastifyRequest } from 'fastify';

/** A call of this API. `query`: what is undefined is left out. */
export type ApiCall = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  query?: Record<string, string | number | undefined>;
  body?: object | undefined;
  /** The token of the lease that the write needs. */
  lease?: number | undefined;
  /** Names the write and its retries. */
  key?: string | undefined;
};

export type ApiAnswer = { status: number; body: unknown };

/** Headers that a call of a tool takes from the call that brought it. */
const passedOn = ['authorization', 'accept-language', 'x-request-id'] as const;

/** Calls this API as the caller of a request, through all that a call over HTTP goes through. */
export class ApiCalls {
  constructor(
    private readonly fastify: FastifyInstance,
    private readonly request: FastifyRequest,
  ) {}

  async send({ method, path, query = {}, body, lease, key }: ApiCall): Promise<ApiAnswer> {
    const { headers, ip } = this.request;
    // What it waits for is counted by the call itself.
    if (query.wait !== undefined) this.request.leavePlace?.();
    const given = new URLSearchParams();
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) given.set(name, String(value));
    const { statusCode, body: text } = await this.fastify.inject({
      method,
      url: given.size > 0 ? `${path}?${given}` : path,
      remoteAddress: ip,
      headers: {
        ...Object.fromEntries(passedOn.flatMap((name) => (headers[name] ? [[name, headers[name]]] : []))),
        ...(lease !== undefined && { 'weir-lease': String(lease) }),
        ...(key !== undefined && { 'idempotency-key': key }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { payload: JSON.stringify(body) }),
    });
    return { status: statusCode, body: text === '' ? null : JSON.parse(text) };
  }
}
