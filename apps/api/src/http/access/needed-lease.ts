import { LeaseTokenHeader } from '@weir/contract';
import type { FastifyRequest } from 'fastify';
import { ok, type Result } from '../../result.js';

/**
 * The card that a write is about, by its number or its external id, and the token of the lease that it needs. Without that lease it
 * changes nothing.
 */
export type NeededLease = { card: number | null; externalId: string | null; token: number };

/** What the holder of a lease has: the number of its card, and its token. */
export type CardLease = { card: number; token: number };

const reads = new Set(['GET', 'HEAD', 'OPTIONS']);
const aboutCards = /\/:board\/((cards|claims)\/:number|cards-by-external-id\/:externalId)(\/|$)/;

/** Whether a route writes to one card, and so can need a lease of it. */
export function canNeedLease({ method, path }: { method: string; path: string }): boolean {
  return !reads.has(method) && aboutCards.test(path);
}

/** The lease that the header `Weir-Lease` names; null without it, and where nothing is written. */
export function neededLease(request: FastifyRequest): Result<NeededLease | null> {
  const header = request.headers['weir-lease'];
  if (header === undefined || reads.has(request.method)) return ok(null);
  const token = LeaseTokenHeader.safeParse(header);
  if (!token.success) return invalid('leaseToken');
  const { number = '', externalId = null } = request.params as { number?: string; externalId?: string };
  if (!canNeedLease({ method: request.method, path: request.routeOptions.url ?? '' }))
    return invalid('leaseNotHere');
  // A number that can't be one is refused like every other value of the path.
  const card = /^[1-9]\d{0,8}$/.test(number) ? Number(number) : null;
  return ok(card === null && externalId === null ? null : { card, externalId, token: token.data });
}

function invalid(code: 'leaseToken' | 'leaseNotHere'): Result<never> {
  return { ok: false, refusal: { code: 'invalid-input', facts: { errors: [{ path: 'Weir-Lease', code }] } } };
}
