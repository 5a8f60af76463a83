import { SetMetadata } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Where what a route creates can be read or changed. */
export const LOCATION = Symbol('where it creates');

/** The path of what the route creates, if it is not right below the route's own. */
export const CreatesAt = (path: string) => SetMetadata(LOCATION, path);

/** The path below a route that leads to one of its items, among the paths of all routes; undefined without one. */
export function pathOfItem(route: string, paths: readonly string[]): string | undefined {
  return paths.find((path) => path.startsWith(`${route}/:`) && !path.slice(route.length + 1).includes('/'));
}

/** The property of a created resource that fills a parameter of its path. */
const properties: Record<string, string> = { workspace: 'slug', board: 'key', number: 'number' };

/** Sets `Location` to the path of what was created. Its last parameter is filled from the body, the others from the call. */
export function locate(path: string, body: unknown, request: FastifyRequest, reply: FastifyReply): void {
  if (typeof body !== 'object' || body === null) return;
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name as string);
  const last = names.at(-1) as string;
  const { card, ...made } = body as Record<string, unknown>;
  // A claim has no number but that of its card.
  const own = made[properties[last] ?? 'id'] ?? (card as { number?: number } | null | undefined)?.number;
  if (typeof own !== 'string' && typeof own !== 'number') return;
  const values = { ...(request.params as Record<string, string>), [last]: `${own}` };
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
  void reply.header('location', filled);
}
