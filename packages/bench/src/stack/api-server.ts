import { freePort, type Server, startServer } from '@weir/stack';

export type Instance = { origin: string; server: Server };

/** Starts an API with production settings, but without rate limits, because a few people at one address make all calls. */
export async function startApiServer({
  name = 'API',
  main,
  port,
  health = 'ready',
  settings,
  log,
}: {
  name?: string;
  /** The API's JavaScript file. */
  main: string;
  /** Default: a free port. */
  port?: number;
  /** The health that it must have before it counts as started. */
  health?: 'live' | 'ready';
  settings: Record<string, string>;
  log: string;
}): Promise<Instance> {
  const own = port ?? (await freePort());
  const origin = `http://127.0.0.1:${own}`;
  const server = await startServer({
    name,
    main,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      API_HOST: '127.0.0.1',
      API_PORT: String(own),
      WEIR_SIGNUP: 'open',
      // Push checks its outbox every 300 ms while there are writes, which would count as a cost of the calls.
      WEIR_PUSH: 'off',
      WEIR_TOKEN_POINTS: '0',
      WEIR_PERSON_POINTS: '0',
      WEIR_WORKSPACE_POINTS: '0',
      ...settings,
    },
    health: `${origin}/health/${health}`,
    log,
  });
  return { origin, server };
}
