import type { Problem } from './generated/types.gen.js';

/** A refusal where a value can't say it: in an iterator, a stream, or after `orThrow`. */
export class Refused extends Error {
  constructor(
    /** What the API answered. Its `code` names the refusal, and each code has facts of its own. */
    readonly problem: Problem,
    /** Seconds after which the call may succeed; null if the answer names no time. */
    readonly retryAfter: number | null,
  ) {
    super(`${problem.title}. ${problem.detail}`);
    this.name = 'Refused';
  }
}

/** The API gave no answer of its own: no connection, or another server answered. Whether a write took effect is unknown. */
export class Unreachable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Unreachable';
  }
}

/** What a call resolves to, as far as this file needs it. */
type Outcome<Data> = { data?: Data; error?: unknown; response?: Response };

/** The data of a call; throws `Refused` if the API refused it. */
export function orThrow<Data>({ data, error, response }: Outcome<Data>): NonNullable<Data> {
  if (error !== undefined) throw new Refused(error as Problem, retryAfterOf(response));
  return data as NonNullable<Data>;
}

/** `Retry-After` in seconds, which the API always sends as such. */
export function retryAfterOf(response: Response | undefined): number | null {
  const header = response?.headers.get('retry-after');
  return header && /^\d+$/.test(header) ? Number(header) : null;
}

/** Whether a body is one of the API's own refusals (RFC 9457 with a `code`). */
export function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'status' in body && 'title' in body;
}
