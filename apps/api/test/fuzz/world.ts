import { v7 as uuid } from 'uuid';
import { unloggedOverrides } from '../races/history.js';
import type { Api } from '../support/api.js';
import { insertMembership, insertUsers } from '../support/people.js';
import { Person } from '../support/person.js';
import { bearer, caller, type FuzzCaller, sessionCallers, tokenCallers } from './callers.js';
import type { Draw } from './draw.js';
import { plant, plantGuest } from './planting.js';
import { Seen } from './seen.js';

const year = 365 * 24 * 60 * 60 * 1000;

/** The other workspace: nobody of a program belongs to it. Its texts contain `text`. */
export type Vault = { seen: Seen; text: string; readers: FuzzCaller[] };

export type World = {
  slug: string;
  seen: Seen;
  callers: FuzzCaller[];
  /** Texts that only its members, and of its second board no token for the first, may read. */
  texts: { text: string; ofSide: string };
  /** An owner that no call names, to check the workspace at the end. */
  auditor: Person;
};

export async function aVault(api: Api): Promise<Vault> {
  const seen = new Seen(new Set(), false);
  const text = 'Kestrel-secret';
  const { stranger } = api.people;
  await plant('other', stranger, seen, { text, ofSide: text });
  const readers = [caller('the stranger', 'session', bearer(stranger.token), { isOfOther: true })];
  for (const scopes of [['read'], ['read', 'manage']] as const) {
    const body = { name: 'CI', scopes };
    const { token } = (await stranger.post<{ token: string }>('/v1/workspaces/other/tokens', body)).body;
    const more = { isOfOther: true, scopes: [...scopes] };
    readers.push(caller(`the stranger's token: ${scopes}`, 'token', bearer(token), more));
  }
  return { seen, text, readers };
}

/** A new workspace with people of its own, and with tokens and a guest where they are drawn. */
export async function aWorld(api: Api, name: string, vault?: Vault, draw?: Draw): Promise<World> {
  const slug = `fuzz-${name}`;
  await api.pool.query(
    `INSERT INTO workspaces (id, slug, name, created_at) VALUES ($1, $2, 'A fuzzed workspace', now())`,
    [uuid(), slug],
  );
  const roles = ['owner', 'manager', 'member', 'requester', 'viewer'] as const;
  const everyone = await somePeople(api, slug, [...roles, 'auditor', 'outsider']);
  const people = Object.fromEntries(roles.map((role, at) => [role, everyone[at]])) as Record<
    (typeof roles)[number],
    Person
  >;
  const [auditor, outsider] = everyone.slice(roles.length) as [Person, Person];
  for (const role of roles) await insertMembership(api.pool, slug, people[role], role);
  await insertMembership(api.pool, slug, auditor, 'owner');
  const seen = new Seen(new Set([auditor.id]));
  const texts = { text: `Heron-${name}-secret`, ofSide: `Plover-${name}-secret` };
  await plant(slug, people.owner, seen, texts);
  const callers = sessionCallers(people, outsider);
  if (vault && draw) {
    const guest = await plantGuest(api, slug, people.owner, seen);
    callers.push(caller('a guest', 'guest', { authorization: `Guest ${guest}` }));
    callers.push(...(await tokenCallers(api, slug, people, seen, draw)), ...vault.readers);
  }
  return { slug, seen, callers, texts, auditor };
}

/** The limits of the workspace's boards that some event exceeded without an override. There must be none. */
export async function brokenLimits(api: Api, { slug, auditor }: World): Promise<object[]> {
  await auditor.delete(`/v1/me/archived-workspaces/${slug}`);
  const boards = `/v1/workspaces/${slug}/boards`;
  const { rows } = await api.pool.query<{ key: string }>(
    'SELECT key FROM boards b JOIN workspaces w ON w.id = b.workspace_id WHERE w.slug = $1 ORDER BY key',
    [slug],
  );
  const broken: object[] = [];
  for (const { key } of rows) {
    if ((await auditor.get(`${boards}/${key}`)).status === 404) continue;
    broken.push(...(await unloggedOverrides(auditor, `${boards}/${key}`)).map((each) => ({ key, ...each })));
  }
  return broken;
}

/**
 * The rows of each table of a workspace: how many, and a checksum of all but when callers were last there. Not what is read from event
 * logs when one of its own people reads flow figures.
 */
export async function rowsOf(
  api: Api,
  slug: string,
): Promise<Record<string, { count: number; sum: string }>> {
  const { rows: tables } = await api.pool.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE a.attname = 'workspace_id' AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname !~ '^flow_' ORDER BY 1`,
  );
  const all: Record<string, { count: number; sum: string }> = {};
  for (const { name } of tables) {
    const { rows } = await api.pool.query<{ count: number; sum: string }>(
      `SELECT md5(coalesce(string_agg(x, E'\\n' ORDER BY x), '')) AS sum, count(*)::int AS count FROM (
         SELECT (to_jsonb(t) - 'used_at' - 'read_at')::text AS x FROM ${name} t
          WHERE t.workspace_id = (SELECT id FROM workspaces WHERE slug = $1)) rows`,
      [slug],
    );
    all[name] = rows[0]!;
  }
  return all;
}

async function somePeople(api: Api, slug: string, names: readonly string[]): Promise<Person[]> {
  const tokens = new Map<string, string>();
  const people = names.map((name) => {
    const id = uuid();
    const token = () => tokens.get(id) as string;
    return new Person(() => api.endpoint, token, id, uuid(), `The ${name}`, `${name}@${slug}.test`);
  });
  await insertUsers(api.pool, people);
  for (const { id, sessionId } of people)
    tokens.set(
      id,
      await api.service('Tokens').ofSession({ userId: id, sessionId }, new Date(Date.now() + year)),
    );
  return people;
}
