import { type Client, connect, getMe, orThrow } from '../index.js';
import { UsageError } from './exit-codes.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** How a command reaches its Weir. */
export type Session = { client: Client; url: string; workspace: string };

/**
 * Connects as `WEIR_TOKEN` to `WEIR_URL`. Neither can be an argument: other users of the machine see arguments. The workspace is
 * `--workspace`, `WEIR_WORKSPACE`, or the only one of the token.
 */
export async function openSession(env: Environment, named: string | undefined): Promise<Session> {
  const { url, token } = readConnection(env);
  const client = connect({ url, token, language: languageOf(env) });
  const workspace = named ?? env.WEIR_WORKSPACE ?? (await onlyWorkspace(client));
  return { client, url, workspace };
}

/** The address and the token, from the environment. */
function readConnection({ WEIR_URL, WEIR_TOKEN }: Environment): { url: string; token: string } {
  if (!WEIR_URL || !isAddress(WEIR_URL))
    throw new UsageError('Set WEIR_URL to the address of the API, such as https://weir.example.com');
  if (!WEIR_TOKEN)
    throw new UsageError(
      'Set WEIR_TOKEN to an API token (weir_…). You can make one in your account’s settings.',
    );
  return { url: WEIR_URL, token: WEIR_TOKEN };
}

/** Without a query or a password: other programs write addresses to logs. */
function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && !(username || password || search || hash);
}

async function onlyWorkspace(client: Client): Promise<string> {
  const me = orThrow(await getMe({ client }));
  const slugs = 'workspaces' in me ? me.workspaces.map(({ slug }) => slug) : [];
  const [only] = slugs;
  if (slugs.length === 1 && only) return only;
  throw new UsageError(
    `Name a workspace with --workspace or WEIR_WORKSPACE: ${slugs.join(', ') || 'you are in none'}`,
  );
}

/** `de` of `LC_ALL=de_DE.UTF-8`, for the API's texts. */
export function languageOf({ LC_ALL, LC_MESSAGES, LANG }: Environment): string {
  return /^[a-z]{2}/.exec(LC_ALL || LC_MESSAGES || LANG || '')?.[0] ?? 'en';
}
