import type { Team } from '@weir/contract';
import type { WorkspaceExport } from '@weir/contract/workspace-exports';
import { restPolicy } from '../intake/rest/resting-board.js';
import { currentApi } from '../support/api.js';
import { aBoard } from '../support/board.js';

/** The export of a workspace with one board that has some of everything. Call it before other boards are made. */
export async function anExportedBoard(): Promise<{ file: WorkspaceExport; crew: Team }> {
  const { manager, member, viewer } = currentApi().people;
  const board = await aBoard()
    .called('SRC')
    .column('Next', { kind: 'queue' })
    .column('Doing', { limit: 3, split: true })
    .intake({ rest: restPolicy })
    .make();
  const lane = await board.lane('Urgent');
  const label = await board.label('Bug');
  const size = await board.field('Size', ['S', 'L']);
  await board.limit({ scope: 'swimlane', swimlaneId: lane, max: 4 });
  await board.limit({ scope: 'person', userId: member.id, across: 'board', max: 5 });
  await board.limit({ scope: 'columns', columnIds: [board.id('Next'), board.id('Doing')], max: 20 });
  await board.cardTemplate('Bug report', { labelIds: [label] });
  await board.recurringCard('Weekly review');
  const { body: crew } = await manager.post<Team>('/v1/workspaces/demo/teams', {
    name: 'Crew',
    memberIds: [member.id, viewer.id],
  });
  const [one, two] = await board.cards('Doing', 2, { labelIds: [label], assigneeIds: [member.id] });
  const card = `${board.path}/cards/${one}`;
  await member.patch(card, {
    fields: { [size.id]: size.options[1]?.id },
    ...{ externalId: 'JIRA-1', metadata: { build: '12' } },
    description: `For [@Vera](person:${viewer.id}) of [@Crew](team:${crew.id})`,
  });
  await member.post(`${card}/comments`, { text: 'Nearly there' });
  await board.item(one, 'One step');
  await member.put(`${card}/block`, { reason: 'Waits for a key' });
  await member.post(`${card}/links`, { kind: 'blocks', card: two });
  const delivered = await board.accepted('Doing', 'Delivered soon');
  await member.moveCard(board, delivered, { column: 'Done' });
  const declined = await board.ask('Not now');
  await manager.put(`${board.path}/requests/${declined.number}/answer`, {
    ...{ kind: 'decline', reason: 'noCapacity', message: 'Not in this quarter, sorry.' },
  });
  const waiting = await board.ask('Please', {
    ...{ description: 'As soon as you can', externalId: 'JIRA-2', metadata: { from: 'mail' } },
  });
  await manager.post(`${board.path}/requests/${waiting.number}/messages`, { body: 'Which one?', asks: true });
  await member.post(`${board.path}/requests`, { title: 'Mine' });
  const { body: file } = await manager.get<WorkspaceExport>('/v1/workspaces/demo/export');
  return { file, crew };
}

/** The export with its only board under another id, so that it can be imported once more. */
export function copyOf(
  file: WorkspaceExport,
  change: (copy: WorkspaceExport) => void = () => {},
): WorkspaceExport {
  const ids = new Map<string, string>();
  const people = new Set(file.people.map(({ id }) => id));
  const text = JSON.stringify(file).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
    if (people.has(id)) return id;
    const other = ids.get(id) ?? crypto.randomUUID();
    ids.set(id, other);
    return other;
  });
  const copy = JSON.parse(text) as WorkspaceExport;
  change(copy);
  return copy;
}

export const boardWith = (copy: WorkspaceExport) => copy.boards[0] as WorkspaceExport['boards'][number];
