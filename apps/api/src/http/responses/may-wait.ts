import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    mayWait?: number;
  }
}

/** For a route that waits for something to happen before it answers: at most this many seconds. */
export const MayWait = (seconds: number) => RouteConfig({ mayWait: seconds });

/** The seconds that the call may wait. */
export function mayWait({ routeOptions }: FastifyRequest): number {
  return routeOptions.config?.mayWait ?? 0;
}
