/** An error in the log. It has no values of callers or of the database. */
export type LoggedError = {
  type: string;
  code?: string;
  message?: string;
  table?: string;
  column?: string;
  constraint?: string;
  stack?: string;
  cause?: LoggedError;
};

type AnyError = Partial<
  Record<'name' | 'code' | 'message' | 'severity' | 'stack' | 'cause' | 'meta', unknown>
> &
  Partial<Record<'table' | 'column' | 'constraint', unknown>>;

const deepest = 3;
const longest = 300;
/** SQLSTATEs whose messages quote values: errors of data, of constraints, and of our own functions. They are logged without a message. */
const quotesValues = /^(22|23|P0|WI)/;
/** Errors whose messages quote the input that they could not parse. */
const quotesInput = new Set(['SyntaxError', 'ZodError', '$ZodError']);

/** An error as text: one line, and the stack below it. */
export function errorText(error: unknown): string {
  const { type, code, message, stack, cause, ...where } = loggedError(error);
  const first = [type, code, ...Object.values(where)].filter(Boolean).join(' ');
  const because = cause ? ` (${[cause.type, cause.code, cause.message].filter(Boolean).join(' ')})` : '';
  return [`${first}${message ? `: ${message}` : ''}${because}`, stack].filter(Boolean).join('\n');
}

export function loggedError(error: unknown, depth = 0): LoggedError {
  if (typeof error !== 'object' || error === null) return { type: typeof error };
  const { name, code, stack, cause, ...rest } = error as AnyError;
  // Prisma's own messages have the arguments of the call. The database's error is inside.
  const below = driverError(error) ?? cause;
  const type = typeof name === 'string' ? name : 'Error';
  const frames = framesOf(stack);
  return {
    type,
    ...(isText(code) && { code: String(code) }),
    ...messageOf(error, type),
    ...texts({ table: rest.table, column: rest.column, constraint: rest.constraint }),
    ...(frames && { stack: frames }),
    ...(typeof below === 'object' &&
      below !== null &&
      depth < deepest && { cause: loggedError(below, depth + 1) }),
  };
}

/** The lines of a stack with places in the code, without the message above them. Empty for anything else. */
export function framesOf(stack: unknown): string {
  if (typeof stack !== 'string') return '';
  return stack
    .split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .join('\n');
}

/** A text without e-mail addresses. */
export function withoutAddresses(text: string): string {
  return text.includes('@')
    ? text.replace(/[^\s<>"'(),;:=/]+@[^\s<>"'(),;:]+\.[^\s<>"'(),;:]+/g, '…@…')
    : text;
}

function messageOf(error: AnyError, type: string): { message?: string } {
  const { message, code, severity } = error;
  if (typeof message !== 'string' || message === '' || quotesInput.has(type) || type.startsWith('Prisma'))
    return {};
  const isOfDatabase = typeof severity === 'string' || /^[0-9A-Z]{5}$/.test(String(code));
  if (isOfDatabase && quotesValues.test(String(code))) return {};
  return { message: withoutAddresses(message).slice(0, longest) };
}

/** What PostgreSQL reported, inside an error of Prisma. */
function driverError({ meta }: AnyError): AnyError | undefined {
  const { driverAdapterError } = (meta ?? {}) as { driverAdapterError?: { cause?: Record<string, unknown> } };
  const reported = driverAdapterError?.cause;
  if (!reported) return undefined;
  const { kind, originalCode, originalMessage } = reported;
  return { name: String(kind ?? 'DatabaseError'), code: originalCode, message: originalMessage };
}

function isText(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function texts(values: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
