import { context } from '@opentelemetry/api';
import type pg from 'pg';
import { beginSpan, endSpan } from '../tracing/spans.js';
import { nameOfStatement } from './statement-summary.js';

type Callback = (error: Error | undefined, ...more: unknown[]) => void;
type Query = (...args: unknown[]) => unknown;

/** The shortest wait for a connection that has a span, in milliseconds. */
const shortestWait = 1;

/** Makes a span of each statement of the pool, named without its text and values, and of each longer wait for a connection. */
export function traceStatements(pool: pg.Pool): void {
  pool.on('connect', (client) => traceClient(client));
  const connect = pool.connect.bind(pool) as (given?: Callback) => unknown;
  const traced = (given?: Callback) => {
    const begun = Date.now();
    const begin = performance.now();
    const waited = (error?: unknown) => {
      if (performance.now() - begin < shortestWait) return;
      endSpan(beginSpan('wait for a connection', {}, begun), error);
    };
    if (!given) return watched(connect() as Promise<unknown>, waited);
    // The pool calls back in the context of the call that released the connection.
    const bound = context.bind(context.active(), (error: Error | undefined, ...more: unknown[]) => {
      waited(error);
      given(error, ...more);
    });
    return connect(bound);
  };
  pool.connect = traced as typeof pool.connect;
}

function traceClient(client: pg.PoolClient): void {
  const query = client.query.bind(client) as Query;
  const traced: Query = (...args) => {
    const name = nameOfStatement(args[0]);
    const span = beginSpan(name, { 'db.system.name': 'postgresql', 'db.query.summary': name });
    if (!span) return query(...args);
    const given = args.at(-1);
    if (typeof given === 'function') {
      const callBack = (error: Error | undefined, ...more: unknown[]) => {
        endSpan(span, error);
        given(error, ...more);
      };
      return query(...args.slice(0, -1), callBack);
    }
    const result = query(...args);
    // A cursor or a stream has no promise, so its span ends when it is sent.
    if (!(result instanceof Promise)) endSpan(span);
    else
      result.then(
        () => endSpan(span),
        (error) => endSpan(span, error),
      );
    return result;
  };
  client.query = traced as typeof client.query;
}

/** Returns the same promise, and calls `ended` in the context of the caller. */
function watched<T>(promise: Promise<T>, ended: (error?: unknown) => void): Promise<T> {
  promise.then(() => ended(), ended);
  return promise;
}
