import { type Problem, problem } from '@weir/contract';
import type { z } from 'zod';

/** The browser could not reach anything. Shown like a problem of the API. */
export type Offline = {
  type: '/problems/offline';
  title: string;
  status: 0;
  detail: string;
  code: 'offline';
};

/** Why a call did not succeed. */
export type AnyProblem = Problem | Offline;

export type Result<T> = { ok: true; value: T; etag: string | null } | { ok: false; problem: AnyProblem };

export const offline: Offline = {
  type: '/problems/offline',
  title: 'Weir can’t be reached',
  status: 0,
  detail: 'Your browser could not reach Weir. Check the connection; what you typed is still here.',
  code: 'offline',
};

/** The refusal that the API would give for a body, found before sending it. */
export function invalidInput(error: z.ZodError): Problem {
  return notSent(error.issues.map(({ path, message }) => ({ path: path.join('.'), message })));
}

export function notSent(errors: { path: string; message: string }[]): Problem {
  return problem('invalid-input', 'Nothing was sent: some of it is not valid yet.', { errors });
}

/** Reads an answer of the API, or of the web's server before it. `value` is undefined if there is no body. */
export async function resultOf<T>(answer: Response): Promise<Result<T>> {
  const text = await answer.text();
  const isJson = /json/.test(answer.headers.get('content-type') ?? '');
  if (answer.ok) {
    const value = (text && isJson ? JSON.parse(text) : undefined) as T;
    return { ok: true, value, etag: answer.headers.get('etag') };
  }
  return { ok: false, problem: isJson ? (JSON.parse(text) as Problem) : unreadable(answer.status) };
}

function unreadable(status: number): Problem {
  return problem(
    'internal',
    `Something between you and Weir answered ${status} instead of Weir. Try again in a moment.`,
    {},
  );
}
