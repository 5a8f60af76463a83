import type { GuestRequest } from '@weir/contract';

/** A request with what its guest needs to act on it; `renew` reads it anew. */
export type Acting = { request: GuestRequest; token: string; renew: () => Promise<void> };
