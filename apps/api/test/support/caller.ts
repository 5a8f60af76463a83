import type { Promised } from './promised.js';

export type Answer<Body = unknown> = { status: number; headers: Headers; body: Body };
type Headings = Record<string, string>;

/**
 * Calls the API as one person, or as nobody, and holds each answer to what OpenAPI promises.
 * A body that is a string or bytes is sent as it is.
 */
export class Caller {
  constructor(
    private readonly origin: string,
    readonly token: string | null,
    private readonly promised?: Promised,
  ) {}

  get = <Body = never>(path: string, headers?: Headings) => this.send<Body>('GET', path, undefined, headers);
  delete = <Body = never>(path: string, headers?: Headings) =>
    this.send<Body>('DELETE', path, undefined, headers);
  post = <Body = never>(path: string, body?: unknown, headers?: Headings) =>
    this.send<Body>('POST', path, body, headers);
  put = <Body = never>(path: string, body?: unknown, headers?: Headings) =>
    this.send<Body>('PUT', path, body, headers);
  patch = <Body = never>(path: string, body?: unknown, headers?: Headings) =>
    this.send<Body>('PATCH', path, body, headers);

  async send<Body>(
    method: string,
    path: string,
    given?: unknown,
    headers: Headings = {},
  ): Promise<Answer<Body>> {
    const answer = await fetch(this.origin + path, {
      method,
      headers: {
        ...(given !== undefined && { 'content-type': 'application/json' }),
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...headers,
      },
      ...(given !== undefined && { body: isRaw(given) ? given : JSON.stringify(given) }),
    });
    const text = await answer.text();
    const type = (answer.headers.get('content-type') ?? '').split(';', 1)[0] as string;
    const body = (/json/.test(type) ? JSON.parse(text) : text) as Body;
    this.promised?.check(method, path, { status: answer.status, type, body });
    return { status: answer.status, headers: answer.headers, body };
  }
}

function isRaw(body: unknown): body is string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' || body instanceof Uint8Array;
}
