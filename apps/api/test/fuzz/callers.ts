import type { CreatedApiToken, Member, Role, TokenScope } from '@weir/contract';
import type { Api } from '../support/api.js';
import type { Caller, HeaderValues, Person } from '../support/person.js';
import type { Draw } from './draw.js';
import type { Seen } from './seen.js';

export type FuzzCaller = {
  name: string;
  /** `ended`: a session or token that is over, or text that never was one. */
  kind: 'session' | 'token' | 'guest' | 'nobody' | 'ended';
  headers: HeaderValues;
  weight: number;
  /** Of a token. */
  scopes: TokenScope[];
  /** A token that may only reach the board MAIN. */
  isLimited: boolean;
  isOfOther: boolean;
};

const scopes: TokenScope[] = ['read', 'cards', 'intake', 'manage'];
/** Every set of scopes but the empty one. */
const scopeSets = Array.from({ length: 15 }, (_, n) =>
  scopes.filter((__, at) => ((n + 1) & (1 << at)) !== 0),
);

export function caller(
  name: string,
  kind: FuzzCaller['kind'],
  headers: HeaderValues,
  more: Partial<FuzzCaller> = {},
) {
  const plain = { weight: 3, scopes: [], isLimited: false, isOfOther: false };
  return { name, kind, headers, ...plain, ...more };
}

export const bearer = (token: string | null): HeaderValues => ({ authorization: `Bearer ${token}` });

/** Callers with sessions, one of each role, and callers without a valid session. */
export function sessionCallers(people: Record<Role, Person>, outsider: Person): FuzzCaller[] {
  const roles = Object.entries(people) as [Role, Person][];
  const weights: Record<Role, number> = { owner: 30, manager: 20, member: 15, requester: 8, viewer: 4 };
  return [
    ...roles.map(([role, { token }]) => caller(role, 'session', bearer(token), { weight: weights[role] })),
    caller('somebody of no workspace', 'session', bearer(outsider.token)),
    caller('nobody', 'nobody', {}),
    caller('nonsense', 'ended', { authorization: 'Bearer nonsense' }),
    caller('another scheme', 'ended', { authorization: 'Basic ZGVtbzpkZW1v' }),
  ];
}

/** Tokens of people and of service accounts, with every set of scopes, and tokens that have ended. */
export async function tokenCallers(
  api: Api,
  slug: string,
  people: Record<Role, Person>,
  seen: Seen,
  draw: Draw,
): Promise<FuzzCaller[]> {
  const W = `/v1/workspaces/${slug}`;
  const made = async <Body>(by: Caller, path: string, body: object): Promise<Body> => {
    const answer = await by.post<Body>(W + path, body);
    if (answer.status !== 201) throw new Error(`POST ${path}: ${JSON.stringify(answer.body)}`);
    seen.learn(W + path, answer.body, null);
    return answer.body;
  };
  const roles: Role[] = ['manager', 'member', 'requester', 'viewer'];
  const accounts = await Promise.all(
    roles.map(
      async (role) =>
        (await made<Member>(people.owner, '/service-accounts', { name: `Bot ${role}`, role })).id,
    ),
  );
  const token = async (set: TokenScope[], name: string): Promise<FuzzCaller & { id: string; by: Caller }> => {
    const isLimited = draw.isIn(30);
    const account = draw.isIn(40) ? draw.from(0, accounts.length - 1) : null;
    const role =
      account === null
        ? draw.pick<Role>(['owner', 'owner', 'owner', 'manager', 'member', 'requester', 'viewer'])
        : null;
    const by = role ? people[role] : people.owner;
    const serviceAccount = account === null ? {} : { serviceAccount: accounts[account] };
    const boards = isLimited ? { boards: ['MAIN'] } : {};
    const created = await made<CreatedApiToken>(by, '/tokens', {
      name,
      scopes: set,
      ...serviceAccount,
      ...boards,
    });
    const who = `${role ?? `bot ${roles[account as number]}`}'s ${name}${isLimited ? ' for MAIN' : ''}: ${set}`;
    return { ...caller(who, 'token', bearer(created.token), { scopes: set, isLimited }), id: created.id, by };
  };
  const valid: FuzzCaller[] = [];
  for (const set of scopeSets) valid.push(await token(set, 'token'));
  const [revoked, expired, rotated] = [
    await token(scopes, 'revoked token'),
    await token(scopes, 'expired token'),
    await token(scopes, 'rotated token'),
  ];
  await revoked.by.delete(`${W}/tokens/${revoked.id}`);
  await api.pool.query(`UPDATE api_tokens SET expires_at = created_at + interval '1 ms' WHERE id = $1`, [
    expired.id,
  ]);
  await rotated.by.post(`${W}/tokens/${rotated.id}/rotation`, {});
  return [
    ...valid,
    // Its secret is valid for a while after the rotation.
    rotated,
    ...[revoked, expired].map((each): FuzzCaller => ({ ...each, kind: 'ended', weight: 2 })),
  ];
}
