import type { Role } from '@weir/contract';
import { stack } from './addresses.ts';
import { emailOf, password } from './people.ts';

type Answer<Body> = { status: number; headers: Headers; body: Body };

/** The API as a script uses it, to prepare what a test needs and to change it from outside the browser. */
export class Caller {
  constructor(
    private readonly token: string,
    private readonly origin = stack().api,
  ) {}

  get = <Body>(path: string) => this.send<Body>('GET', path);
  post = <Body>(path: string, body?: unknown) => this.send<Body>('POST', path, body);
  put = <Body>(path: string, body?: unknown) => this.send<Body>('PUT', path, body);
  delete = <Body>(path: string) => this.send<Body>('DELETE', path);

  /** The body of a successful answer. */
  async send<Body>(method: string, path: string, body?: unknown): Promise<Body> {
    const answer = await this.ask<Body>(method, path, body);
    if (answer.status < 300) return answer.body;
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }

  async ask<Body>(method: string, path: string, body?: unknown): Promise<Answer<Body>> {
    const answer = await fetch(this.origin + path, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text ? JSON.parse(text) : null };
  }
}

const callers = new Map<Role, Promise<Caller>>();

/** A person of the demo's cast, with a session of their own. */
export function as(role: Role): Promise<Caller> {
  const known = callers.get(role) ?? signIn(role);
  callers.set(role, known);
  return known;
}

async function signIn(role: Role): Promise<Caller> {
  const answer = await fetch(`${stack().api}/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: emailOf(role), password }),
  });
  if (!answer.ok) throw new Error(`${role} can't sign in: ${await answer.text()}`);
  return new Caller(((await answer.json()) as { accessToken: string }).accessToken);
}
