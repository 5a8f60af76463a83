import type { Board, OverrideLogEntry } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { overrideLogOf } from '../races/history.js';
import type { Api } from '../support/api.js';
import { aBoard } from '../support/board.js';
import type { Name } from '../support/people.js';
import type { Answer } from '../support/person.js';
import { worldOf } from './reading.js';
import type { World } from './world.js';

export type Workspace = {
  path: string;
  /** The keys of its two boards. */
  keys: [string, string];
  /** The names of those who can be assigned, by id. */
  team: Record<string, string>;
};

const members = {
  owner: 'owner',
  manager: 'manager',
  member: 'member',
  secondMember: 'member',
  requester: 'requester',
};
let made = 0;

/** A new workspace with two small boards for one program, which is cheaper than cleaning up an old one. */
export async function aWorkspace(api: Pick<Api, 'people' | 'pool'>): Promise<Workspace> {
  made += 1;
  const slug = `model-${made}`;
  // One owner gets thousands of workspaces here, far more than a person's cap.
  if (made === 1) {
    const caps = { workspaces: 1_000_000 };
    await api.pool.query('UPDATE users SET caps = $1 WHERE id = $2', [caps, api.people.owner.id]);
  }
  const people = Object.entries(members) as [Name, string][];
  await api.pool.query(
    `WITH w AS (INSERT INTO workspaces (id, slug, name, created_at) VALUES ($1, $2, 'A model', now()) RETURNING id)
     INSERT INTO memberships (workspace_id, user_id, role, joined_at)
     SELECT w.id, p.id, p.role, now() FROM w, unnest($3::uuid[], $4::role[]) p (id, role)`,
    [uuid(), slug, people.map(([name]) => api.people[name].id), people.map(([, role]) => role)],
  );
  const path = `/v1/workspaces/${slug}/boards`;
  const intake = { depth: 2, openPerRequester: 100 };
  const main = await aBoard(api)
    .called('MAIN', 'The MAIN board')
    .column('Doing', { split: true, limit: 2 })
    .column('Review', { limit: 2 })
    .intake(intake)
    .make(slug);
  await main.lane('Web');
  await api.people.manager.patch(main.path, { overrideBudget: 1 });
  await aBoard(api)
    .called('SIDE', 'The SIDE board')
    .column('Ready', { kind: 'queue', limit: { max: 3, mode: 'reason' } })
    .column('Doing', { limit: { max: 2, mode: 'reason' } })
    .intake(intake)
    .make(slug);
  const team = (['manager', 'member', 'secondMember'] as const).map((name) => [
    api.people[name].id,
    api.people[name].name,
  ]);
  return { path, keys: ['MAIN', 'SIDE'], team: Object.fromEntries(team) };
}

export async function readBoard(
  api: Pick<Api, 'people'>,
  { path }: Pick<Workspace, 'path'>,
  key: string,
): Promise<Board> {
  const answer: Answer<Board> = await api.people.manager.get(`${path}/${key}`);
  expectStatus(answer, 200);
  return answer.body;
}

export function readOverrideLog(
  api: Pick<Api, 'people'>,
  { path }: Workspace,
  key: string,
): Promise<OverrideLogEntry[]> {
  return overrideLogOf(api.people.member, `${path}/${key}`);
}

/** The world of a new workspace, without archived cards, overrides and requests. */
export async function worldIn(api: Api, workspace: Workspace): Promise<World> {
  const boards = await Promise.all(workspace.keys.map((key) => readBoard(api, workspace, key)));
  return worldOf(
    boards.map((read) => ({ read, requests: [] })),
    workspace.team,
  );
}

function expectStatus({ status, body }: Answer, wanted: number): void {
  if (status !== wanted) throw new Error(`answered ${status}, not ${wanted}: ${JSON.stringify(body)}`);
}
