import { resolve } from 'node:path';
import { Trouble } from '../trouble.js';

export interface Settings {
  webPort: number;
  apiPort: number;
  /** Both servers listen on this address. The demo's passwords are public, so only this machine can reach it. */
  host: string;
  dataDir: string;
  /** The user's own PostgreSQL, instead of the embedded one. */
  databaseUrl?: string;
  /** Whether a new installation gets the demo workspace, whose passwords are public. Never in the user's own database. */
  demo: boolean;
}

export function readSettings(env: NodeJS.ProcessEnv, root: string): Settings {
  const webPort = port('WEB_PORT', env.WEB_PORT, 3000);
  const apiPort = port('API_PORT', env.API_PORT, 4000);
  if (webPort === apiPort) {
    throw new Trouble(
      `WEB_PORT and API_PORT are both ${webPort}.`,
      'The web app and the API need different ports.',
      `Choose another for one of them: API_PORT=${apiPort === 4000 ? 4001 : 4000}`,
    );
  }
  return {
    webPort,
    apiPort,
    host: env.WEIR_HOST || '127.0.0.1',
    dataDir: resolve(root, env.WEIR_DATA_DIR || '.weir'),
    demo: env.WEIR_DEMO !== 'off' && !env.DATABASE_URL,
    ...(env.DATABASE_URL && { databaseUrl: postgresUrl(env.DATABASE_URL) }),
  };
}

/** Other values are not printed: they may contain a password. */
function postgresUrl(value: string): string {
  if (/^postgres(ql)?:\/\//.test(value) && URL.canParse(value)) return value;
  throw new Trouble(
    'DATABASE_URL is not a PostgreSQL URL.',
    'Use postgresql://user:password@host:5432/weir, with special characters in the password percent-encoded.',
    'Without it, Weir uses its own PostgreSQL.',
  );
}

function port(name: string, value: string | undefined, otherwise: number): number {
  if (!value) return otherwise;
  const number = Number(value);
  if (Number.isInteger(number) && number > 0 && number < 65_536) return number;
  throw new Trouble(
    `${name} is "${value}".`,
    'A port is a whole number from 1 to 65535.',
    `Set another, or leave it unset for ${otherwise}.`,
  );
}
