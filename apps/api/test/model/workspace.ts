import type { Board, NewBoard, OverrideLogEntry } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { ledgerOf } from '../races/history.js';
import type { Api } from '../support/api.js';
import type { Answer } from '../support/caller.js';
import type { Name } from '../support/cast.js';
import { worldOf } from './reading.js';
import type { World } from './world.js';

export type Workspace = {
  path: string;
  /** Keys of its two boards. */
  keys: [string, string];
  /** By id, who can be given work. */
  team: Record<string, string>;
};

const members = {
  owner: 'owner',
  manager: 'manager',
  member: 'member',
  secondMember: 'member',
  requester: 'requester',
};
const columns: Record<'MAIN' | 'SIDE', NewBoard['columns']> = {
  MAIN: [
    { name: 'Ready', kind: 'queue' },
    { name: 'Doing', kind: 'active', split: true, limit: { max: 2 } },
    { name: 'Review', kind: 'active', limit: { max: 2 } },
    { name: 'Done', kind: 'done' },
  ],
  SIDE: [
    { name: 'Ready', kind: 'queue', limit: { max: 3, mode: 'reason' } },
    { name: 'Doing', kind: 'active', limit: { max: 2, mode: 'reason' } },
    { name: 'Done', kind: 'done' },
  ],
};
let made = 0;

/** A workspace of its own for one program, with two small boards: made anew is cheaper than made clean. */
export async function aWorkspace(api: Api): Promise<Workspace> {
  made += 1;
  const slug = `model-${made}`;
  const people = Object.entries(members) as [Name, string][];
  await api.pool.query(
    `WITH w AS (INSERT INTO workspaces (id, slug, name, created_at) VALUES ($1, $2, 'A model', now()) RETURNING id)
     INSERT INTO memberships (workspace_id, user_id, role, joined_at)
     SELECT w.id, p.id, p.role, now() FROM w, unnest($3::uuid[], $4::role[]) p (id, role)`,
    [uuid(), slug, people.map(([name]) => api.cast[name].id), people.map(([, role]) => role)],
  );
  const path = `/v1/workspaces/${slug}/boards`;
  const manager = api.as('manager');
  for (const key of ['MAIN', 'SIDE'] as const) {
    const intake = { depth: 2, openPerRequester: 100 };
    const board: NewBoard = { key, name: `The ${key} board`, columns: columns[key], intake };
    expectStatus(await manager.post(path, board), 201);
    if (key === 'MAIN') {
      expectStatus(await manager.post(`${path}/${key}/swimlanes`, { name: 'Web' }), 201);
      expectStatus(await manager.patch(`${path}/${key}`, { overrideBudget: 1 }), 200);
    }
  }
  const team = (['manager', 'member', 'secondMember'] as const).map((name) => [
    api.cast[name].id,
    api.cast[name].name,
  ]);
  return { path, keys: ['MAIN', 'SIDE'], team: Object.fromEntries(team) };
}

export async function readBoard(api: Api, { path }: Workspace, key: string): Promise<Board> {
  const answer: Answer<Board> = await api.as('manager').get(`${path}/${key}`);
  expectStatus(answer, 200);
  return answer.body;
}

export function readLedger(api: Api, { path }: Workspace, key: string): Promise<OverrideLogEntry[]> {
  return ledgerOf(api.as('member'), `${path}/${key}`);
}

/** The world of a workspace in which no card is archived and nothing was passed or asked yet. */
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
