import { faultOfTimes, timeSettings } from '@weir/contract/time-bounds';
import { z } from 'zod';

const address = (example: string) => z.url({ protocol: /^https?$/, error: `wants an address as ${example}` });
const secret = z
  .string({ error: 'is not set' })
  .min(32, 'wants at least 32 characters that nobody can guess');

const seconds = (ofDefault: number) =>
  z.coerce
    .number({ error: 'wants seconds from 0.05 to 600, as 2 or 0.3' })
    .min(0.05)
    .max(600)
    .default(ofDefault);

/** The API’s bounds: this server must wait for longer than they allow. */
const timesOfApi = {
  WEIR_POOL_WAIT_SECONDS: seconds(timeSettings.WEIR_POOL_WAIT_SECONDS),
  WEIR_LOCK_SECONDS: seconds(timeSettings.WEIR_LOCK_SECONDS),
  WEIR_CONNECT_SECONDS: seconds(timeSettings.WEIR_CONNECT_SECONDS),
  WEIR_STATEMENT_SECONDS: seconds(timeSettings.WEIR_STATEMENT_SECONDS),
  WEIR_REQUEST_SECONDS: seconds(timeSettings.WEIR_REQUEST_SECONDS),
  WEIR_LONGER_STATEMENT_SECONDS: seconds(timeSettings.WEIR_LONGER_STATEMENT_SECONDS),
  WEIR_LONGER_REQUEST_SECONDS: seconds(timeSettings.WEIR_LONGER_REQUEST_SECONDS),
};

/** The settings of the web's server, by the names of their variables. */
const Env = z
  .object({
    /** Where this server reaches the API. */
    WEIR_API_URL: address('http://api:4000').default('http://localhost:4000'),
    /** Signs the tokens that the API accepts. The API has the same one. */
    WEIR_TOKEN_SECRET: secret,
    /** Encrypts the browser's cookie. Only the web has it. */
    NEXTAUTH_SECRET: secret,
    /** Where people reach this server. */
    NEXTAUTH_URL: address('https://weir.example.com').default('http://localhost:3000'),
    /** How many proxies are in front of this server. Only their X-Forwarded-For is trusted. */
    WEIR_WEB_PROXIES: z.coerce
      .number({ error: 'wants a whole number from 0 to 10' })
      .int()
      .min(0)
      .max(10)
      .default(0),
    /** The time in which the API must begin to answer. */
    WEIR_FRONT_SECONDS: seconds(timeSettings.WEIR_FRONT_SECONDS),
    ...timesOfApi,
    WEIR_SIGNUP: z.enum(['open', 'invited'], { error: 'wants open or invited' }).default('invited'),
    OIDC_ISSUER: address('https://id.example.com').optional(),
    OIDC_CLIENT_ID: z.string().optional(),
    OIDC_CLIENT_SECRET: z.string().optional(),
    /** What the button says: “Continue with …”. */
    OIDC_NAME: z.string().optional(),
  })
  .superRefine((env, ctx) => {
    const fault = faultOfTimes(env);
    if (fault) ctx.addIssue({ code: 'custom', path: [fault.setting], message: fault.message });
    if (!env.OIDC_ISSUER) return;
    for (const name of ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const) {
      if (!env[name]) ctx.addIssue({ code: 'custom', path: [name], message: 'is needed beside OIDC_ISSUER' });
    }
  });
export type Env = z.infer<typeof Env>;

let read: Env | undefined;

/** Reads the settings once, when first needed: a build has none. */
export function env(): Env {
  read ??= readEnv(process.env);
  return read;
}

/** Throws an error that names each wrong variable and what is expected. `NAME=` means the default. */
export function readEnv(from: Record<string, string | undefined>): Env {
  const parsed = Env.safeParse(Object.fromEntries(Object.entries(from).filter(([, value]) => value !== '')));
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('\n'));
}
