import { faultOfTimes, timeSettings } from '@weir/contract/time-bounds';
import { z } from 'zod';

const count = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, `wants a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((n) => n >= min && n <= max, `wants a whole number from ${min} to ${max}`);

/** Seconds, for example 2 or 0.3. */
const seconds = (ofDefault: number) =>
  z
    .string()
    .regex(/^\d{1,3}(\.\d{1,3})?$/, 'wants seconds from 0.05 to 600, as 2 or 0.3')
    .transform(Number)
    .refine((n) => n >= 0.05 && n <= 600, 'wants seconds from 0.05 to 600, as 2 or 0.3')
    .default(ofDefault);

/** The bounds of a call's time: docs/operations/timeouts.md. The web's server enforces the last of them. */
const times = {
  /** For a connection of the pool, while all of them are in use. */
  WEIR_POOL_WAIT_SECONDS: seconds(timeSettings.WEIR_POOL_WAIT_SECONDS),
  WEIR_LOCK_SECONDS: seconds(timeSettings.WEIR_LOCK_SECONDS),
  /** To open a connection to the database. */
  WEIR_CONNECT_SECONDS: seconds(timeSettings.WEIR_CONNECT_SECONDS),
  /** For a statement. A connection on which the database is silent for a second longer is closed. */
  WEIR_STATEMENT_SECONDS: seconds(timeSettings.WEIR_STATEMENT_SECONDS),
  WEIR_REQUEST_SECONDS: seconds(timeSettings.WEIR_REQUEST_SECONDS),
  WEIR_FRONT_SECONDS: seconds(timeSettings.WEIR_FRONT_SECONDS),
  /** The same for figures, exports, imports, erasures and background work. */
  WEIR_LONGER_STATEMENT_SECONDS: seconds(timeSettings.WEIR_LONGER_STATEMENT_SECONDS),
  WEIR_LONGER_REQUEST_SECONDS: seconds(timeSettings.WEIR_LONGER_REQUEST_SECONDS),
};

const address = (protocol: RegExp, example: string) =>
  z.url({ protocol, error: `wants an address as ${example}` });

const origin = (example: string) => address(/^https?$/, example).transform((url) => new URL(url).origin);

/** Values between commas or spaces. */
const list = z
  .string()
  .default('')
  .transform((text) => text.split(/[\s,]+/).filter(Boolean));

/** `weir@example.com`, or with a name before it: `Weir <weir@example.com>`. */
const sender = /^(?:[^<>@\p{Cc}]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/u;

/** The samplers of OpenTelemetry. They decide which share of the calls is traced. */
const samplers = ['always_on', 'always_off', 'traceidratio'] as const;

/** Every setting of the API, by the name of its variable. */
const Variables = z.object({
  DATABASE_URL: address(/^postgres(ql)?$/, 'postgresql://user:password@host:5432/weir'),
  API_HOST: z.string().min(1).default('0.0.0.0'),
  API_PORT: count(0, 65535).default(4000),
  /** Signs and verifies tokens. The web's server has the same secret. */
  WEIR_TOKEN_SECRET: z.string().min(32, 'wants at least 32 characters that nobody can guess'),
  WEIR_SIGNUP: z.enum(['open', 'invited'], { error: 'wants open or invited' }).default('invited'),
  /** The web app's address, with which links in e-mails and invitations begin. */
  WEIR_WEB_URL: address(/^https?$/, 'https://weir.example.com').default('http://localhost:3000'),
  /** The origins of sites whose pages may call the API with a token; `*`: of all. */
  WEIR_CORS_ORIGINS: list.pipe(
    z.array(
      z.union([z.literal('*'), origin('https://app.example.com')], {
        error: 'wants origins as https://app.example.com, or *',
      }),
    ),
  ),
  /** How many proxies are in front of the API. Only their X-Forwarded-For is trusted. */
  WEIR_TRUSTED_PROXIES: count(0, 10).default(0),
  WEIR_DATABASE_POOL: count(2, 500).default(12),
  ...times,
  /** HTTP requests in flight before further ones are answered with 503. */
  WEIR_MAX_IN_FLIGHT: count(1, 100_000).default(1000),
  /** Mean delay of the event loop over half a second, in milliseconds, before the same. */
  WEIR_MAX_LOOP_DELAY: count(50, 60_000).default(1000),
  /** Whether calls wait for a slot, and are refused in an overload. */
  WEIR_ADMISSION: z.enum(['on', 'off']).default('on'),
  /**
   * Points a minute for the calls of one API token, of one person or service account, and in one workspace; 0: as many as they
   * like. A read costs a point, a write five and five more for every 4 KB, and a call that does more costs more.
   */
  WEIR_TOKEN_POINTS: count(0, 10_000_000).default(3000),
  WEIR_PERSON_POINTS: count(0, 10_000_000).default(6000),
  WEIR_WORKSPACE_POINTS: count(0, 10_000_000).default(60_000),
  /** Open connections before further ones are closed at once: of the server, and of one network (a quarter if not set). */
  WEIR_MAX_CONNECTIONS: count(1, 1_000_000).default(10_000),
  WEIR_NETWORK_CONNECTIONS: count(1, 1_000_000).optional(),
  /** The addresses of the accounts that may read what concerns the whole installation. */
  WEIR_OPERATORS: list.pipe(
    z.array(z.email('wants addresses like ops@example.com').transform((email) => email.toLowerCase())),
  ),
  /** What a monitor sends as `Authorization: Bearer …` to read `/metrics`. Without it there are none. */
  WEIR_METRICS_TOKEN: z.string().min(16, 'wants at least 16 characters that nobody can guess').optional(),
  /** Open event streams before further ones are answered with 503. */
  WEIR_MAX_STREAMS: count(1, 100_000).default(2000),
  /** Seconds in which a stopping instance still serves, but says that it is not ready, so that balancers drop it. */
  WEIR_DRAIN_SECONDS: count(0, 60).default(1),
  /** Whether this instance takes its turn at background work: deadlines, gates, e-mail. */
  WEIR_BACKGROUND: z.enum(['on', 'off'], { error: 'wants on or off' }).default('on'),
  /** Seconds between two sweeps for deadlines that have come. */
  WEIR_SWEEP_SECONDS: count(1, 3600).default(60),
  /** Days to keep what is over: ended sessions, sent e-mails, used invitations, guests without a request. */
  WEIR_KEEP_DAYS: count(1, 3650).default(30),
  /** Days to keep notices. A guest’s link works this long, so it is no less than that. */
  WEIR_KEEP_NOTICES_DAYS: count(90, 3650).default(365),
  /** The folder of the files that people attach, or with a bucket of those that arrive. All instances share it. */
  WEIR_FILES_DIR: z.string().min(1).default('.weir/files'),
  /** The largest file, in MiB. */
  WEIR_FILE_MEGABYTES: count(1, 1000).default(20),
  /** The largest ZIP of an export that can be imported, in MiB. */
  WEIR_IMPORT_MEGABYTES: count(1, 10_000).default(500),
  /** The bucket of the files that people attach. Without it they are in the folder. */
  WEIR_S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'wants the name of a bucket, as weir-files')
    .optional(),
  /** Of a storage with the interface of S3. Without it AWS's own. */
  WEIR_S3_ENDPOINT: address(/^https?$/, 'https://storage.example.com').optional(),
  WEIR_S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'wants the name of a region, as eu-central-1')
    .default('us-east-1'),
  /** Both or neither. Without them the client looks for credentials where AWS's own programs do. */
  WEIR_S3_ACCESS_KEY: z.string().optional(),
  WEIR_S3_SECRET_KEY: z.string().optional(),
  /** With credentials. Without it no e-mail is sent. The operator names the host, so any host is allowed. */
  WEIR_SMTP_URL: address(/^smtps?$/, 'smtps://user:password@smtp.example.com').optional(),
  WEIR_MAIL_FROM: z.string().regex(sender, 'wants an address as Weir <weir@example.com>').optional(),
  /** Where replies go. Without it they go to the sender, and every e-mail says that nobody reads them. */
  WEIR_MAIL_REPLY_TO: z.string().regex(sender, 'wants an address as Help <help@example.com>').optional(),
  /** Whether people can get notices on their devices. */
  WEIR_PUSH: z.enum(['on', 'off'], { error: 'wants on or off' }).default('on'),
  /** The key pair by which push services recognise this server, in base64url. Without it it is made from the token secret. */
  WEIR_VAPID_PUBLIC_KEY: z
    .string()
    .regex(/^[\w-]{87}$/, 'wants 87 characters of base64url')
    .optional(),
  WEIR_VAPID_PRIVATE_KEY: z
    .string()
    .regex(/^[\w-]{43}$/, 'wants 43 characters of base64url')
    .optional(),
  /** The origins of push services in the operator's own network. Only these may have an internal address, or no https. */
  WEIR_PUSH_SERVICES: list.pipe(z.array(origin('https://push.example.com'))),
  /** The origins of webhook receivers in the operator's own network. Only these may have an internal address, or no https. */
  WEIR_WEBHOOK_RECEIVERS: list.pipe(z.array(origin('https://hooks.example.com'))),
  /** The owner's address of the database, from `pnpm start` with its demo: with it the demo can be started afresh. */
  WEIR_DEMO_DATABASE_URL: address(/^postgres(ql)?$/, 'postgresql://user:password@host:5432/weir').optional(),
  /** The collector of traces, with the names of OpenTelemetry. Without it there are no traces. The SDK reads its other variables itself. */
  OTEL_EXPORTER_OTLP_ENDPOINT: address(/^https?$/, 'http://collector.example.com:4318').optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: address(
    /^https?$/,
    'http://collector.example.com:4318/v1/traces',
  ).optional(),
  OTEL_SDK_DISABLED: z.string().toLowerCase().optional(),
  OTEL_TRACES_EXPORTER: z.string().optional(),
  OTEL_TRACES_SAMPLER: z
    .enum(
      samplers.flatMap((name) => [name, `parentbased_${name}` as const]),
      {
        error: `wants ${samplers.join(', ')}, or one of these after parentbased_`,
      },
    )
    .optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number({ error: 'wants a share from 0 to 1, as 0.1' })
    .min(0, 'wants a share from 0 to 1, as 0.1')
    .max(1, 'wants a share from 0 to 1, as 0.1')
    .optional(),
  /** Whether a call continues the trace of its `traceparent`, with the decision to sample it. */
  WEIR_TRACE_PARENT: z.enum(['ignore', 'honour'], { error: 'wants ignore or honour' }).default('ignore'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'wants fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
});
const Env = Variables.refine((env) => !env.WEIR_SMTP_URL || env.WEIR_MAIL_FROM, {
  path: ['WEIR_MAIL_FROM'],
  error: 'wants the address that e-mail is from, as Weir <weir@example.com>',
})
  .refine((env) => env.WEIR_S3_BUCKET || !env.WEIR_S3_ENDPOINT, {
    path: ['WEIR_S3_BUCKET'],
    error: 'wants the bucket of the storage that WEIR_S3_ENDPOINT names',
  })
  .refine((env) => env.WEIR_S3_SECRET_KEY || !env.WEIR_S3_ACCESS_KEY, {
    path: ['WEIR_S3_SECRET_KEY'],
    error: 'wants the secret of WEIR_S3_ACCESS_KEY',
  })
  .refine((env) => env.WEIR_S3_ACCESS_KEY || !env.WEIR_S3_SECRET_KEY, {
    path: ['WEIR_S3_ACCESS_KEY'],
    error: 'wants the key that WEIR_S3_SECRET_KEY belongs to',
  })
  .refine((env) => !env.WEIR_VAPID_PUBLIC_KEY === !env.WEIR_VAPID_PRIVATE_KEY, {
    path: ['WEIR_VAPID_PRIVATE_KEY'],
    error: 'wants the key that WEIR_VAPID_PUBLIC_KEY belongs to, and is set only with it',
  })
  .superRefine((env, context) => {
    const fault = faultOfTimes(env);
    if (fault) context.addIssue({ code: 'custom', path: [fault.setting], message: fault.message });
  });
export type Env = z.infer<typeof Env>;

export const ENV = Symbol('Env');

/** Reads the settings. A wrong one ends the process with the variable's name and what it wants. */
export function readEnv(from: NodeJS.ProcessEnv = process.env): Env {
  const parsed = Env.safeParse(withoutEmpty(from));
  const gone = Object.entries(replaced).filter(([name]) => from[name]);
  if (parsed.success && gone.length === 0) return parsed.data;
  for (const [name, instead] of gone) process.stderr.write(`${name} is no longer read: set ${instead}\n`);
  for (const issue of parsed.error?.issues ?? []) {
    const name = issue.path.join('.');
    process.stderr.write(`${name} ${from[name] ? issue.message : 'is not set: it '.concat(issue.message)}\n`);
  }
  process.exit(1);
}

/** Settings of earlier versions, each with what to set instead: to ignore a bound would be a surprise. */
const replaced: Record<string, string> = {
  WEIR_PERSON_WRITES: 'WEIR_PERSON_POINTS, five for each point that it had',
  WEIR_WORKSPACE_WRITES: 'WEIR_WORKSPACE_POINTS, five for each point that it had',
};

/**
 * Sets other defaults for variables that the SDK of OpenTelemetry reads itself: the name of the service; and only an id of the
 * process, not its arguments, its user and its host.
 */
export function setDefaultsOfTracing(environment: NodeJS.ProcessEnv = process.env): void {
  environment.OTEL_SERVICE_NAME ||= 'weir-api';
  environment.OTEL_NODE_RESOURCE_DETECTORS ||= 'env,serviceinstance';
  const isOff = environment.OTEL_TRACES_SAMPLER?.endsWith('always_off');
  // If callers don’t decide, the API chooses the calls itself, before a span is made.
  if (environment.WEIR_TRACE_PARENT !== 'honour')
    environment.OTEL_TRACES_SAMPLER = isOff ? 'always_off' : 'always_on';
  else if (!environment.OTEL_TRACES_SAMPLER) {
    environment.OTEL_TRACES_SAMPLER = 'parentbased_traceidratio';
    environment.OTEL_TRACES_SAMPLER_ARG ||= '0.1';
  }
}

/** An empty value means the default. */
function withoutEmpty(from: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(from).filter(([, value]) => value !== ''));
}
