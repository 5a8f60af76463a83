import type { CardDetail, CardWatch, Comment, NoticeList, Team } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import type { Name } from '../../support/people.js';

const api = theApi({}, { perTest: true });
const { manager, member, owner, secondMember, viewer, requester } = api.people;
const workspace = '/v1/workspaces/demo';

const mention = ({ id }: { id: string }, kind = 'team') => `[@Someone](${kind}:${id})`;
const noticesOf = async (who: Name) => {
  const { items } = (await api.people[who].get<NoticeList>(`${workspace}/notices`)).body;
  return items.map(({ kind }) => kind);
};
const aTeam = async (name: string, ...people: { id: string }[]) => {
  const memberIds = people.map(({ id }) => id);
  return (await manager.post<Team>(`${workspace}/teams`, { name, memberIds })).body;
};
async function aCard(description = '') {
  const board = await aBoard().make();
  await member.createCard(board, { title: 'Raise the pool size', description });
  return `${board.path}/cards/1`;
}

test('a mention of a team notifies each member who may read the board once, except the writer', async () => {
  const team = await aTeam('Platform', member, secondMember, viewer, requester);
  const also = await aTeam('Tools', secondMember);
  const card = await aCard();
  const text = `${mention(team)} and ${mention(also)}, ${mention(secondMember, 'person')}: look`;
  const added = (await member.post<Comment>(`${card}/comments`, { text })).body;
  expect(added.mentions).toEqual([
    { id: secondMember.id, name: 'Noor Novak' },
    { id: team.id, name: 'Platform', team: true },
    { id: also.id, name: 'Tools', team: true },
  ]);
  expect(await noticesOf('secondMember')).toEqual(['mentioned']);
  expect(await noticesOf('viewer')).toEqual(['mentioned']);
  for (const who of ['member', 'requester', 'manager'] as const) expect(await noticesOf(who)).toEqual([]);
  const { watchers } = (await member.get<CardWatch>(`${card}/watch`)).body;
  expect(watchers.map(({ id }) => id).sort()).toEqual([member.id, secondMember.id, viewer.id].sort());
  const [notice] = (await viewer.get<NoticeList>(`${workspace}/notices`)).body.items;
  expect(notice?.text).toBe('@Someone and @Someone, @Someone: look');
});

test('an edit notifies newly mentioned teams, but not people who joined a team that was already mentioned', async () => {
  const team = await aTeam('Platform', viewer);
  const card = await aCard(`Ask ${mention(team)}`);
  expect(await noticesOf('viewer')).toEqual(['mentioned']);
  await owner.put(`${workspace}/teams/${team.id}/members/${secondMember.id}`);
  const edit = (description: string) => member.patch<CardDetail>(card, { description });
  await edit(`Ask ${mention(team)} soon`);
  expect(await noticesOf('secondMember')).toEqual([]);
  const next = await aTeam('Tools', manager, viewer);
  await edit(`Ask ${mention(team)} or ${mention(next)}`);
  expect(await noticesOf('manager')).toEqual(['mentioned']);
  expect(await noticesOf('viewer')).toEqual(['mentioned']);
});

test('a mention shows the new name of a renamed team, and plain text for a deleted one', async () => {
  const team = await aTeam('Platform', viewer);
  const card = await aCard(`Ask ${mention(team)}`);
  const mentions = async () => (await member.get<CardDetail>(card)).body.mentions;
  await manager.patch(`${workspace}/teams/${team.id}`, { name: 'Tools' });
  expect(await mentions()).toEqual([{ id: team.id, name: 'Tools', team: true }]);
  await manager.delete(`${workspace}/teams/${team.id}`);
  expect(await mentions()).toEqual([]);
});
