import { LeaseTokenHeader } from '@weir/contract';
import type { FastifyRequest } from 'fastify';
import { Refused } from '../../result.js';

/** The card that a write is about, and the token of the lease that it needs. Without that lease it changes nothing. */
export type NeededLease = { card: number; token: number };

const reads = new Set(['GET', 'HEAD', 'OPTIONS']);
const aboutCards = /\/:board\/(cards|claims)\/:number(\/|$)/;

/** Whether a route writes to one card, and so can need a lease of it. */
export function canNeedLease({ method, path }: { method: string; path: string }): boolean {
  return !reads.has(method) && aboutCards.test(path);
}

/** The lease that the header `Weir-Lease` names; undefined without it, and where nothing is written. */
export function neededLease(request: FastifyRequest): NeededLease | undefined {
  const header = request.headers['weir-lease'];
  if (header === undefined || reads.has(request.method)) return undefined;
  const token = LeaseTokenHeader.safeParse(header);
  if (!token.success) throw invalid('leaseToken');
  const { number = '' } = request.params as { number?: string };
  if (!canNeedLease({ method: request.method, path: request.routeOptions.url ?? '' }))
    throw invalid('leaseNotHere');
  // A number that can't be one is refused like every other value of the path.
  return /^[1-9]\d{0,8}$/.test(number) ? { card: Number(number), token: token.data } : undefined;
}

function invalid(code: 'leaseToken' | 'leaseNotHere'): Refused {
  return new Refused({ code: 'invalid-input', facts: { errors: [{ path: 'Weir-Lease', code }] } });
}
