import type { Team } from '@weir/contract';
import { statements } from '../../events/rebuilding/plain-statements.js';
import { aWorkspace, readBoard, type Workspace } from '../../model/workspace.js';
import type { Api } from '../../support/api.js';

const reasons = ['Waiting for Finance', 'waiting for finances', 'The vendor is late', 'The vendor was late'];

const isIn = 'workspace_id = (SELECT w.id FROM workspaces w WHERE w.slug = $1)';
const slugOf = ({ path }: Workspace) => path.split('/')[3];

/** A workspace with room for more than a few requests, and a team. Returns its members too. */
export async function aBusyWorkspace(api: Api): Promise<{ workspace: Workspace; crew: string[] }> {
  const workspace = await aWorkspace(api);
  const { manager, secondMember } = api.people;
  const memberIds = [manager.id, secondMember.id];
  await manager.post<Team>(workspace.path.replace('boards', 'teams'), { name: 'Crew', memberIds });
  await api.pool.query(`UPDATE intakes SET depth = 30 WHERE ${isIn}`, [slugOf(workspace)]);
  return { workspace, crew: memberIds };
}

/** The `n`th round of work on one of the boards: a new card, and earlier cards that move on, or sometimes back. */
export async function work(api: Api, workspace: Workspace, n: number): Promise<void> {
  const { member, manager } = api.people;
  const key = workspace.keys[n % 2] as string;
  const path = `${workspace.path}/${key}`;
  // The programs set limits that are too low for this work.
  await api.pool.query(`UPDATE wip_limits SET max = 30 WHERE ${isIn} AND max < 30`, [slugOf(workspace)]);
  const { cards, columns, labels, swimlanes } = await readBoard(api, workspace, key);
  const [label, lane] = [labels[0]?.id, swimlanes[0]?.id];
  await member.post(`${path}/cards`, {
    title: `Card ${n}`,
    assigneeIds: [[member.id], [manager.id], []][n % 3],
    ...(label && n % 6 < 3 && { labelIds: [label] }),
    ...(lane && n % 8 < 4 && { swimlaneId: lane }),
  });
  const requested = cards.filter(({ request, deliveredAt }) => request !== null && deliveredAt === null);
  const some = [1, 2].map((way) => cards[(n * way) % Math.max(1, cards.length)]);
  for (const card of new Set([...some, ...requested.slice(0, 1)])) {
    const at = columns.findIndex(({ id }) => id === card?.columnId);
    const to = columns[n % 5 === 4 ? at - 1 : at + 1];
    // A card in the first half of a column moves to the second half.
    const place = card?.half === 'doing' ? { columnId: card.columnId, half: 'done' } : { columnId: to?.id };
    if (card && place.columnId) await member.put(`${path}/cards/${card.number}/position`, place);
  }
  const other = cards[(n * 7) % Math.max(1, cards.length)]?.number;
  if (n % 3 < 2 && other)
    await member.send(n % 3 === 0 ? 'PUT' : 'DELETE', `${path}/cards/${other}/block`, {
      reason: reasons[n % 4],
    });
  if (n % 3 === 2) await accept(api, path, n);
}

/** Submits a request and accepts it. */
async function accept({ people }: Api, path: string, n: number): Promise<void> {
  const asked = await people.requester.post<{ number: number }>(`${path}/requests`, { title: `Asked ${n}` });
  if (asked.status === 201)
    await people.manager.put(`${path}/requests/${asked.body.number}/answer`, { kind: 'accept' });
}

/** Runs one of the statements of plain SQL, and in one round also one that reverses the dates of a delivered card. */
export async function byHand({ pool }: Api, workspace: Workspace, n: number, drawn: number): Promise<void> {
  const reversed = `
    UPDATE cards c SET committed_at = c.delivered_at + interval '1 hour'
      FROM boards b JOIN workspaces w ON w.id = b.workspace_id AND w.slug = $2
     WHERE b.key = $1 AND c.workspace_id = b.workspace_id AND c.board_id = b.id
       AND c.number = (SELECT min(x.number) FROM cards x
                        WHERE x.workspace_id = b.workspace_id AND x.board_id = b.id AND x.delivered_at IS NOT NULL AND x.archived_at IS NULL)`;
  const statement = (statements[n % statements.length] as (n: number) => string)(drawn);
  for (const text of n === 24 ? [statement, reversed] : [statement])
    await pool.query(text, [workspace.keys[0], slugOf(workspace)]).catch((error: { code: string }) => {
      if (!/^(WIP00|23\d{3})$/.test(error.code)) throw error;
    });
}
