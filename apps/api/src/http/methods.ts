import type { FastifyInstance, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyInstance {
    /** The methods that a path takes, in the order of the alphabet; none for a path that leads nowhere. */
    methodsOf(path: string): string[];
  }
}

/** Remembers the methods of every route that is added from now on, for `OPTIONS` and for calls with another one. */
export function rememberMethods(fastify: FastifyInstance): void {
  const routes: { methods: string[]; path: RegExp }[] = [];
  fastify.addHook('onRoute', ({ method, url }) => {
    // Of @fastify/cors, for preflights: it leads nowhere.
    if (url === '*' || url === '/*') return;
    routes.push({ methods: [method].flat(), path: patternOf(url) });
  });
  fastify.decorate('methodsOf', (path: string) => {
    const found = routes.filter((route) => route.path.test(path)).flatMap(({ methods }) => methods);
    return found.length > 0 ? [...new Set([...found, 'OPTIONS'])].sort() : [];
  });
}

/** Answers `OPTIONS` with the methods of the path. What a browser asks before a call to another site has a header of its own. */
export function answerOptions(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] !== undefined)
      return;
    const methods = fastify.methodsOf(pathOf(request));
    if (methods.length > 0) return reply.status(204).header('allow', methods.join(', ')).send();
  });
}

/** The methods that the path of this call takes, where it was found to take another than the one sent. */
export function methodsInstead(request: FastifyRequest): string[] {
  return request.is404 ? request.server.methodsOf(pathOf(request)) : [];
}

const pathOf = ({ url }: FastifyRequest) => url.split('?', 1)[0] as string;

/** `/boards/:board/*` as the router reads it: a parameter is one segment, a star the rest. */
function patternOf(url: string): RegExp {
  const literal = url.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replace(/:\w+/g, '[^/]+').replaceAll('*', '.*')}$`);
}
