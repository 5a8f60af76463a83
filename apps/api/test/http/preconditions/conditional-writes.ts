import type {
  AnswerTemplate,
  Board,
  Comment,
  CreatedInvitation,
  Member,
  Request,
  Team,
} from '@weir/contract';
import { todayIn } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import { aPng } from '../../cards/attachments/samples.js';
import { restPolicy } from '../../intake/rest/resting-board.js';
import { thePublicForm } from '../../requests/guests/public-form.js';
import { decline, defer, toRequester } from '../../support/answers.js';
import type { BoardUnderTest } from '../../support/board.js';
import type { Caller, HeaderValues } from '../../support/person.js';
import { endInserted, insertedTrial } from '../../trials/inserted-trial.js';

const forms = thePublicForm();
export const { api } = forms;
const { owner, manager, member, requester, secondMember, viewer, loner } = api.people;

/** A call on a thing that exists, and who makes it. */
type Call = { path: string; body?: unknown; by?: Caller; headers?: HeaderValues };

const W = '/v1/workspaces/{workspace}';
const B = `${W}/boards/{board}`;
const guestRequest = '/v1/forms/requests/{board}/{number}';
const templates = '/intake/templates';
const answer = { name: 'Later', kind: 'decline', reason: 'noCapacity', message: 'Not in this quarter.' };

const card = (path: string, body?: unknown) => (board: BoardUnderTest) => ({
  path: `${board.path}/cards/1${path}`,
  body,
});
const here = (path: string, body?: unknown) => (board: BoardUnderTest) => ({
  path: `${board.path}${path}`,
  body,
});

/** The paths of things that the board gets for one call. */
async function risk(board: BoardUnderTest): Promise<string> {
  return `/fields/${(await board.field('Risk', ['Low'])).id}`;
}
async function lowRisk(board: BoardUnderTest): Promise<string> {
  const { id, options } = await board.field('Risk', ['Low']);
  return `/fields/${id}/options/${options[0]!.id}`;
}
const limitOfDoing = async (board: BoardUnderTest) => `/limits/${(await board.column('Doing')).limit?.id}`;
async function aTrial(board: BoardUnderTest): Promise<string> {
  const { id } = await insertedTrial(board, [{ column: 'Doing', was: 9 }], todayIn(api.clock.now(), 'UTC'));
  return `/limits/trials/${id}`;
}
async function anEndedTrial(board: BoardUnderTest): Promise<string> {
  const path = await aTrial(board);
  await endInserted(board);
  return path;
}
async function template({ path }: BoardUnderTest): Promise<string> {
  const { id } = (await manager.post<AnswerTemplate>(`${path}${templates}`, answer)).body;
  return `${templates}/${id}`;
}
const anInvitation = async () =>
  (await owner.post<CreatedInvitation>('/v1/workspaces/demo/invitations', { role: 'viewer' })).body;

/** The path of a team with this member. */
async function aTeam(): Promise<string> {
  const teams = '/v1/workspaces/demo/teams';
  const team = { name: `Team ${uuid()}`, memberIds: [member.id] };
  return `${teams}/${(await manager.post<Team>(teams, team)).body.id}`;
}

/** No message is sent there. */
async function aWebhook(): Promise<string> {
  const webhooks = '/v1/workspaces/demo/webhooks';
  const webhook = { name: 'Chat', url: 'https://hooks.invalid/none' };
  return `${webhooks}/${(await manager.post<{ id: string }>(webhooks, webhook)).body.id}`;
}

async function aServiceAccount(): Promise<string> {
  const accounts = '/v1/workspaces/demo/service-accounts';
  const { body } = await owner.post<Member>(accounts, { name: 'Build bot', role: 'member' });
  return `${accounts}/${body.id}`;
}

async function aGuest(end: (request: string) => string): Promise<Call> {
  const { form } = await forms.form();
  const email = `guest-${form.slice(-12)}@guests.test`;
  const { token, key, request } = await forms.arrived(form, { email });
  const path = end(`/v1/forms/requests/${key}/${request.number}`);
  return { path, by: api.nobody, headers: { authorization: `Guest ${token}` } };
}

/** The path of a comment of the caller's own. */
async function aComment({ path }: BoardUnderTest): Promise<string> {
  const comments = `${path}/cards/1/comments`;
  return `${comments}/${(await member.post<Comment>(comments, { text: 'Nearly there.' })).body.id}`;
}

/** Accepts a request and delivers its card. */
async function deliver(board: string, request: string): Promise<void> {
  const { columns } = (await manager.get<Board>(board)).body;
  const columnId = columns.find(({ kind }) => kind === 'done')?.id;
  const accepted = await manager.put<Request>(`${board}/requests/${request}/answer`, { kind: 'accept' });
  await manager.put(`${board}/cards/${accepted.body.card?.number}/position`, { columnId });
}

/** Every write that compares a version, with a call that succeeds on a board that has a card and a request. */
export const conditional: Record<string, (board: BoardUnderTest) => Call | Promise<Call>> = {
  // The board's seq.
  [`PATCH ${B}`]: here('', { name: 'Renamed' }),
  [`PUT ${B}/public-link`]: here('/public-link', { renew: true }),
  [`DELETE ${B}/public-link`]: async (board) => {
    await manager.put(`${board.path}/public-link`, {});
    return here('/public-link')(board);
  },
  [`PUT ${B}/deletion`]: async (board) => {
    await manager.put(`${board.path}/requests/1/answer`, decline);
    await manager.patch(board.path, { archived: true, toRequester });
    return here('/deletion', { name: 'Platform' })(board);
  },
  [`DELETE ${B}/deletion`]: here('/deletion'),
  [`POST ${B}/columns`]: here('/columns', { name: 'Test', kind: 'active' }),
  [`PATCH ${B}/columns/{column}`]: (board) => here(`/columns/${board.id('Doing')}`, { name: 'Dev' })(board),
  [`DELETE ${B}/columns/{column}`]: (board) => here(`/columns/${board.id('Review')}`)(board),
  [`POST ${B}/swimlanes`]: here('/swimlanes', { name: 'Web' }),
  [`PATCH ${B}/swimlanes/{swimlane}`]: async (board) =>
    here(`/swimlanes/${await board.lane('Lane')}`, { name: 'Web' })(board),
  [`DELETE ${B}/swimlanes/{swimlane}`]: async (board) =>
    here(`/swimlanes/${await board.lane('Lane')}`)(board),
  [`POST ${B}/labels`]: here('/labels', { name: 'Risk', colour: 'red' }),
  [`PATCH ${B}/labels/{label}`]: async (board) =>
    here(`/labels/${await board.label('Bug')}`, { name: 'Fault' })(board),
  [`DELETE ${B}/labels/{label}`]: async (board) => here(`/labels/${await board.label('Bug')}`)(board),
  [`POST ${B}/card-templates`]: here('/card-templates', { name: 'Check', title: 'Check' }),
  [`PATCH ${B}/card-templates/{cardTemplate}`]: async (board) =>
    here(`/card-templates/${await board.cardTemplate('Release')}`, { name: 'Check' })(board),
  [`DELETE ${B}/card-templates/{cardTemplate}`]: async (board) =>
    here(`/card-templates/${await board.cardTemplate('Release')}`)(board),
  [`POST ${B}/recurring-cards`]: here('/recurring-cards', {
    title: 'Check',
    schedule: { unit: 'days', every: 1, at: '09:00', from: '2026-01-01', until: null },
  }),
  [`PATCH ${B}/recurring-cards/{recurringCard}`]: async (board) =>
    here(`/recurring-cards/${await board.recurringCard('Weekly')}`, { title: 'Check' })(board),
  [`DELETE ${B}/recurring-cards/{recurringCard}`]: async (board) =>
    here(`/recurring-cards/${await board.recurringCard('Weekly')}`)(board),
  [`POST ${B}/fields`]: here('/fields', { name: 'Customer', kind: 'text' }),
  [`PATCH ${B}/fields/{field}`]: async (board) => here(await risk(board), { name: 'Danger' })(board),
  [`DELETE ${B}/fields/{field}`]: async (board) => here(await risk(board))(board),
  [`POST ${B}/fields/{field}/options`]: async (board) =>
    here(`${await risk(board)}/options`, { name: 'High', colour: 'red' })(board),
  [`PATCH ${B}/fields/{field}/options/{option}`]: async (board) =>
    here(await lowRisk(board), { name: 'None' })(board),
  [`DELETE ${B}/fields/{field}/options/{option}`]: async (board) => here(await lowRisk(board))(board),
  [`POST ${B}/limits`]: here('/limits', { scope: 'board', max: 9 }),
  [`PATCH ${B}/limits/{limit}`]: async (board) => here(await limitOfDoing(board), { max: 4 })(board),
  [`DELETE ${B}/limits/{limit}`]: async (board) => here(await limitOfDoing(board))(board),
  [`PUT ${B}/limits/trials/{trial}/end`]: async (board) =>
    here(`${await aTrial(board)}/end`, { decision: 'keep', reason: 'It works' })(board),
  [`PUT ${B}/limits/trials/{trial}/decision`]: async (board) =>
    here(`${await anEndedTrial(board)}/decision`, {
      decision: 'keep',
    })(board),
  [`POST ${B}/cards`]: here('/cards', { title: 'A card' }),
  [`POST ${B}/moves`]: (board) =>
    here('/moves', { moves: [{ card: 1, columnId: board.id('Review') }] })(board),
  [`PATCH ${B}/intake`]: here('/intake', { depth: 4 }),
  [`PUT ${B}/intake/rest`]: async (board) => {
    await manager.patch(`${board.path}/intake`, { rest: restPolicy });
    return here('/intake/rest', { state: 'resting' })(board);
  },
  [`PUT ${B}/intake/gate`]: here('/intake/gate', { state: 'shut', reason: 'Holidays' }),
  [`PUT ${B}/intake/form`]: here('/intake/form', { on: true }),
  [`POST ${B}/intake/templates`]: here(templates, answer),
  [`POST ${B}/requests`]: (board) => ({ ...here('/requests', { title: 'More' })(board), by: requester }),
  [`POST ${B}/answers`]: here('/answers', { answers: [{ request: 1, answer: decline }] }),
  // The card's version.
  [`PATCH ${B}/cards/{number}`]: card('', { title: 'Other' }),
  [`PUT ${B}/cards-by-external-id/{externalId}`]: async (board) => {
    await member.patchCard(board, 1, { externalId: 'mine' });
    return here('/cards-by-external-id/mine', { title: 'Other' })(board);
  },
  [`PUT ${B}/requests-by-external-id/{externalId}`]: async (board) => {
    await requester.patch(`${board.path}/requests/1`, { externalId: 'mine' });
    return { ...here('/requests-by-external-id/mine', { title: 'Other' })(board), by: requester };
  },
  [`DELETE ${B}/cards/{number}`]: async (board) => {
    await member.archive(board, 1);
    return card('')(board);
  },
  [`DELETE ${B}/cards/{number}/creation`]: async (board) => ({
    path: `${board.path}/cards/${(await owner.createCard(board)).body.number}/creation`,
    by: owner,
  }),
  [`PUT ${B}/cards/{number}/position`]: (board) => card('/position', { columnId: board.id('Review') })(board),
  [`PUT ${B}/cards/{number}/back`]: card('/back', { reason: 'The vendor is closed' }),
  [`PUT ${B}/cards/{number}/block`]: card('/block', { reason: 'Waits for a key' }),
  [`DELETE ${B}/cards/{number}/block`]: async (board) => {
    await member.put(`${board.path}/cards/1/block`, { reason: 'Waits for a key' });
    return card('/block')(board);
  },
  [`PUT ${B}/cards/{number}/archive`]: card('/archive'),
  [`DELETE ${B}/cards/{number}/archive`]: async (board) => {
    await member.archive(board, 1);
    return card('/archive')(board);
  },
  [`POST ${B}/cards/{number}/attachments`]: (board) => ({
    ...card('/attachments', 'A file')(board),
    headers: { 'content-type': 'application/octet-stream' },
  }),
  [`DELETE ${B}/cards/{number}/attachments/{attachment}`]: async (board) =>
    card(`/attachments/${(await owner.attach(board, 'plan.txt', 'Measure')).body.id}`)(board),
  [`POST ${B}/cards/{number}/links`]: async (board) => {
    await board.cards('Ready', 1);
    return card('/links', { kind: 'relatesTo', card: 2 })(board);
  },
  [`DELETE ${B}/cards/{number}/links/{link}`]: async (board) => {
    await board.cards('Ready', 1);
    const body = { kind: 'relatesTo', card: 2 };
    const link = await owner.post<{ id: string }>(`${board.path}/cards/1/links`, body);
    return card(`/links/${link.body.id}`)(board);
  },
  [`POST ${B}/cards/{number}/waits`]: async (board) => {
    const { number } = await board.ask();
    return card('/waits', { board: board.key, request: number })(board);
  },
  [`DELETE ${B}/cards/{number}/waits/{requestWait}`]: async (board) => {
    const body = { board: board.key, request: (await board.ask()).number };
    const wait = await owner.post<{ id: string }>(`${board.path}/cards/1/waits`, body);
    return card(`/waits/${wait.body.id}`)(board);
  },
  [`POST ${B}/requests/{number}/waits`]: async (board) => {
    const [one, other] = [await board.ask(), await board.ask()];
    return {
      path: `${board.path}/requests/${one.number}/waits`,
      body: { board: board.key, request: other.number },
    };
  },
  [`DELETE ${B}/requests/{number}/waits/{requestWait}`]: async (board) => {
    const [one, other] = [await board.ask(), await board.ask()];
    const path = `${board.path}/requests/${one.number}/waits`;
    const wait = await owner.post<{ id: string }>(path, { board: board.key, request: other.number });
    return { path: `${path}/${wait.body.id}` };
  },
  [`POST ${B}/cards/{number}/checklist`]: card('/checklist', { items: [{ text: 'Measure' }] }),
  [`PATCH ${B}/cards/{number}/checklist/{item}`]: async (board) =>
    card(`/checklist/${await board.item(1, 'Measure')}`, { done: true })(board),
  [`PUT ${B}/cards/{number}/checklist/{item}/card`]: async (board) =>
    card(`/checklist/${await board.item(1, 'Measure')}/card`, {})(board),
  [`DELETE ${B}/cards/{number}/checklist/{item}`]: async (board) =>
    card(`/checklist/${await board.item(1, 'Measure')}`)(board),
  [`POST ${B}/cards/{number}/comments`]: card('/comments', { text: 'Nearly there.' }),
  [`PATCH ${B}/cards/{number}/comments/{comment}`]: async (board) => ({
    path: await aComment(board),
    body: { text: 'Not yet.' },
    by: member,
  }),
  [`DELETE ${B}/cards/{number}/comments/{comment}`]: async (board) => ({ path: await aComment(board) }),
  // The request's version.
  [`PATCH ${B}/requests/{number}`]: (board) => ({
    ...here('/requests/1', { title: 'New' })(board),
    by: requester,
  }),
  [`DELETE ${B}/requests/{number}`]: (board) => ({ ...here('/requests/1')(board), by: requester }),
  [`PUT ${B}/requests/{number}/answer`]: here('/requests/1/answer', decline),
  [`POST ${B}/requests/{number}/messages`]: here('/requests/1/messages', { body: 'For how many?' }),
  [`POST ${B}/requests/{number}/ask-again`]: async (board) => {
    await manager.answer(board, 1, defer(api.day(1)));
    api.clock.pass({ days: 2 });
    return { ...here('/requests/1/ask-again')(board), by: requester };
  },
  [`PUT ${B}/requests/{number}/received`]: async (board) => {
    await deliver(board.path, '1');
    return { ...here('/requests/1/received', { ok: true })(board), by: requester };
  },
  [`PATCH ${guestRequest}`]: async () => ({ ...(await aGuest((path) => path)), body: { title: 'Other' } }),
  [`DELETE ${guestRequest}`]: () => aGuest((path) => path),
  [`POST ${guestRequest}/messages`]: async () => ({
    ...(await aGuest((path) => `${path}/messages`)),
    body: { body: 'For twelve.' },
  }),
  [`POST ${guestRequest}/ask-again`]: async () => {
    const call = await aGuest((path) => path);
    const [key, number] = call.path.split('/').slice(-2) as [string, string];
    const answer = `/v1/workspaces/demo/boards/${key}/requests/${number}/answer`;
    await manager.put(answer, defer(api.day(1)));
    api.clock.pass({ days: 2 });
    return { ...call, path: `${call.path}/ask-again` };
  },
  [`PUT ${guestRequest}/received`]: async () => {
    const call = await aGuest((path) => path);
    const [key, number] = call.path.split('/').slice(-2) as [string, string];
    await deliver(`/v1/workspaces/demo/boards/${key}`, number);
    return { ...call, path: `${call.path}/received`, body: { ok: true } };
  },
  // A version of its own.
  [`PATCH ${B}/intake/templates/{template}`]: async (board) =>
    here(await template(board), { name: 'Sooner' })(board),
  [`DELETE ${B}/intake/templates/{template}`]: async (board) => here(await template(board))(board),
  [`PATCH ${W}/members/{user}`]: () => ({
    path: `/v1/workspaces/demo/members/${viewer.id}`,
    body: { role: 'requester' },
  }),
  [`DELETE ${W}/members/{user}`]: () => ({ path: `/v1/workspaces/demo/members/${secondMember.id}` }),
  [`PATCH ${W}/service-accounts/{account}`]: async () => ({
    path: await aServiceAccount(),
    body: { name: 'Other' },
  }),
  [`DELETE ${W}/service-accounts/{account}`]: async () => ({ path: await aServiceAccount() }),
  [`PATCH ${W}/teams/{team}`]: async () => ({ path: await aTeam(), body: { name: 'Other' } }),
  [`DELETE ${W}/teams/{team}`]: async () => ({ path: await aTeam() }),
  [`PATCH ${W}/webhooks/{webhook}`]: async () => ({ path: await aWebhook(), body: { name: 'Other' } }),
  [`DELETE ${W}/webhooks/{webhook}`]: async () => ({ path: await aWebhook() }),
  [`PUT ${W}/teams/{team}/members/{user}`]: async () => ({ path: `${await aTeam()}/members/${viewer.id}` }),
  [`DELETE ${W}/teams/{team}/members/{user}`]: async () => ({
    path: `${await aTeam()}/members/${member.id}`,
  }),
  [`DELETE ${W}/invitations/{invitation}`]: async () => ({
    path: `/v1/workspaces/demo/invitations/${(await anInvitation()).id}`,
  }),
  'POST /v1/invitations/{token}/acceptance': async () => ({
    path: `/v1/invitations/${(await anInvitation()).token}/acceptance`,
    by: loner,
  }),
  'PUT /v1/me/avatar': () => ({
    path: '/v1/me/avatar',
    body: Buffer.from(aPng(4, 4)),
    headers: { 'content-type': 'application/octet-stream' },
  }),
  'DELETE /v1/me/avatar': () => ({ path: '/v1/me/avatar' }),
  'PATCH /v1/me': () => ({ path: '/v1/me', body: { name: 'Olga O.' } }),
};
