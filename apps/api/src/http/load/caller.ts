import type { FastifyRequest } from 'fastify';
import { networkOf } from '../network.js';

/** Who sends a request: a person, whatever token they use. Those without a valid token are one caller of their network. */
export function callerOf({ bearer, ip }: FastifyRequest): string {
  return bearer?.userId ?? `nobody at ${networkOf(ip)}`;
}
