import { expect, test } from '@jest/globals';
import type { AnswerTemplate, Board, Comment, CreatedInvitation, Request } from '@weir/contract';
import { thePublicForm } from '../requests/guests/public-form.js';
import { decline, defer } from '../support/answers.js';
import { aBoard } from '../support/board.js';
import type { Answer, Caller, HeaderValues } from '../support/person.js';
import { refusalOf } from '../support/refusals.js';

const forms = thePublicForm();
const { api } = forms;
const { owner, manager, member, requester, secondMember, viewer, loner } = api.people;

/** A call on a thing that exists, and who makes it. */
type Call = { path: string; body?: unknown; by?: Caller; headers?: HeaderValues };

const W = '/v1/workspaces/{workspace}';
const B = `${W}/boards/{board}`;
const guestRequest = '/v1/forms/requests/{board}/{number}';
const members = '/v1/workspaces/demo/members';

/** A board with some of everything. */
async function aFullBoard() {
  const board = await aBoard().column('Doing', { limit: 5 }).column('Review').make();
  const swimlane = await board.lane('Lane');
  const bug = await board.label('Bug');
  const weekly = await board.recurringCard('Weekly');
  const release = await board.cardTemplate('Release');
  const field = await board.field('Risk', ['Low']);
  await board.cards('Doing', 1);
  await board.ask();
  const answer = { name: 'Later', kind: 'decline', reason: 'noCapacity', message: 'Not in this quarter.' };
  const templates = `${board.path}/intake/templates`;
  const { id } = (await manager.post<AnswerTemplate>(templates, answer)).body;
  const doing = await board.column('Doing');
  return {
    ...board,
    swimlane,
    bug,
    release,
    weekly,
    risk: `/fields/${field.id}`,
    low: `/fields/${field.id}/options/${field.options[0]!.id}`,
    templates,
    template: `${templates}/${id}`,
    answer,
    doing: doing.id,
    columnLimit: doing.limit?.id,
  };
}
type FullBoard = Awaited<ReturnType<typeof aFullBoard>>;

const card = (path: string, body?: unknown) => (board: FullBoard) => ({
  path: `${board.path}/cards/1${path}`,
  body,
});
const here = (path: string, body?: unknown) => (board: FullBoard) => ({ path: `${board.path}${path}`, body });
const anInvitation = async () =>
  (await owner.post<CreatedInvitation>('/v1/workspaces/demo/invitations', { role: 'viewer' })).body;

async function aGuest(end: (request: string) => string): Promise<Call> {
  const { form } = await forms.form();
  const email = `guest-${form.slice(-12)}@guests.test`;
  const { token, key, request } = await forms.arrived(form, { email });
  const path = end(`/v1/forms/requests/${key}/${request.number}`);
  return { path, by: api.nobody, headers: { authorization: `Guest ${token}` } };
}

/** The path of a comment of the caller's own. */
async function aComment({ path }: FullBoard): Promise<string> {
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

/** Every write that compares a version, with a call that succeeds without a condition. */
const conditional: Record<string, (board: FullBoard) => Call | Promise<Call>> = {
  // The board's seq.
  [`PATCH ${B}`]: here('', { name: 'Renamed' }),
  [`PUT ${B}/public-link`]: here('/public-link', { renew: true }),
  [`DELETE ${B}/public-link`]: async (board) => {
    await manager.put(`${board.path}/public-link`, {});
    return here('/public-link')(board);
  },
  [`POST ${B}/columns`]: here('/columns', { name: 'Test', kind: 'active' }),
  [`PATCH ${B}/columns/{column}`]: (board) => here(`/columns/${board.doing}`, { name: 'Dev' })(board),
  [`DELETE ${B}/columns/{column}`]: (board) => here(`/columns/${board.id('Review')}`)(board),
  [`POST ${B}/swimlanes`]: here('/swimlanes', { name: 'Web' }),
  [`PATCH ${B}/swimlanes/{swimlane}`]: (board) =>
    here(`/swimlanes/${board.swimlane}`, { name: 'Web' })(board),
  [`DELETE ${B}/swimlanes/{swimlane}`]: (board) => here(`/swimlanes/${board.swimlane}`)(board),
  [`POST ${B}/labels`]: here('/labels', { name: 'Risk', colour: 'red' }),
  [`PATCH ${B}/labels/{label}`]: (board) => here(`/labels/${board.bug}`, { name: 'Fault' })(board),
  [`POST ${B}/card-templates`]: here('/card-templates', { name: 'Check', title: 'Check' }),
  [`PATCH ${B}/card-templates/{cardTemplate}`]: (board) =>
    here(`/card-templates/${board.release}`, { name: 'Check' })(board),
  [`DELETE ${B}/card-templates/{cardTemplate}`]: (board) => here(`/card-templates/${board.release}`)(board),
  [`POST ${B}/recurring-cards`]: here('/recurring-cards', {
    title: 'Check',
    schedule: { unit: 'days', every: 1, at: '09:00', from: '2026-01-01', until: null },
  }),
  [`PATCH ${B}/recurring-cards/{recurringCard}`]: (board) =>
    here(`/recurring-cards/${board.weekly}`, { title: 'Check' })(board),
  [`DELETE ${B}/recurring-cards/{recurringCard}`]: (board) => here(`/recurring-cards/${board.weekly}`)(board),
  [`DELETE ${B}/labels/{label}`]: (board) => here(`/labels/${board.bug}`)(board),
  [`POST ${B}/fields`]: here('/fields', { name: 'Customer', kind: 'text' }),
  [`PATCH ${B}/fields/{field}`]: (board) => here(board.risk, { name: 'Danger' })(board),
  [`DELETE ${B}/fields/{field}`]: (board) => here(board.risk)(board),
  [`POST ${B}/fields/{field}/options`]: (board) =>
    here(`${board.risk}/options`, { name: 'High', colour: 'red' })(board),
  [`PATCH ${B}/fields/{field}/options/{option}`]: (board) => here(board.low, { name: 'None' })(board),
  [`DELETE ${B}/fields/{field}/options/{option}`]: (board) => here(board.low)(board),
  [`POST ${B}/limits`]: here('/limits', { scope: 'board', max: 9 }),
  [`PATCH ${B}/limits/{limit}`]: (board) => here(`/limits/${board.columnLimit}`, { max: 4 })(board),
  [`DELETE ${B}/limits/{limit}`]: (board) => here(`/limits/${board.columnLimit}`)(board),
  [`POST ${B}/cards`]: here('/cards', { title: 'A card' }),
  [`POST ${B}/moves`]: (board) =>
    here('/moves', { moves: [{ card: 1, columnId: board.id('Review') }] })(board),
  [`PATCH ${B}/intake`]: here('/intake', { depth: 4 }),
  [`PUT ${B}/intake/gate`]: here('/intake/gate', { state: 'shut', reason: 'Holidays' }),
  [`PUT ${B}/intake/form`]: here('/intake/form', { on: true }),
  [`POST ${B}/intake/templates`]: (board) => ({
    path: board.templates,
    body: { ...board.answer, name: 'Other' },
  }),
  [`POST ${B}/requests`]: (board) => ({ ...here('/requests', { title: 'More' })(board), by: requester }),
  [`POST ${B}/answers`]: here('/answers', { answers: [{ request: 1, answer: decline }] }),
  // The card's version.
  [`PATCH ${B}/cards/{number}`]: card('', { title: 'Other' }),
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
  [`PATCH ${B}/intake/templates/{template}`]: (board) => ({ path: board.template, body: { name: 'Sooner' } }),
  [`DELETE ${B}/intake/templates/{template}`]: (board) => ({ path: board.template }),
  [`PATCH ${W}/members/{user}`]: () => ({ path: `${members}/${viewer.id}`, body: { role: 'requester' } }),
  [`DELETE ${W}/members/{user}`]: () => ({ path: `${members}/${secondMember.id}` }),
  [`DELETE ${W}/invitations/{invitation}`]: async () => ({
    path: `/v1/workspaces/demo/invitations/${(await anInvitation()).id}`,
  }),
  'POST /v1/invitations/{token}/acceptance': async () => ({
    path: `/v1/invitations/${(await anInvitation()).token}/acceptance`,
    by: loner,
  }),
  'PATCH /v1/me': () => ({ path: '/v1/me', body: { name: 'Olga O.' } }),
};

/** The writes with nothing to compare, and why. */
const unconditional: Record<string, string> = {
  'POST /v1/users': 'makes an account; nothing is there before',
  'POST /v1/sessions': 'makes a session; nothing is there before',
  'POST /v1/sessions/oidc': 'makes a session; nothing is there before',
  'DELETE /v1/forms/requests': 'deletes all that is stored of a guest, whatever it is',
  'DELETE /v1/sessions/current': 'a session shows nothing that could change',
  'POST /v1/workspaces': 'makes a workspace; nothing is there before',
  [`POST ${W}/boards`]: 'makes a board; a workspace has no version',
  [`POST ${W}/invitations`]: 'makes an invitation; a workspace has no version',
  [`PUT ${B}/intake/notify-me`]: 'the caller’s own switch; a second time changes nothing',
  [`DELETE ${B}/intake/notify-me`]: 'the caller’s own switch; a second time changes nothing',
  [`POST ${B}/views`]: 'makes a saved view, which is no part of the board',
  [`PATCH ${B}/views/{view}`]: 'a name for an address; the last one counts',
  [`DELETE ${B}/views/{view}`]: 'a name for an address; removed, whatever it was',
  [`PUT ${W}/demo`]: 'a demo that is fresh already stays as it is',
  [`PATCH ${W}/notices/settings`]: 'the caller’s own choice; the last one counts',
  [`PUT ${W}/notices/read`]: 'marks what the caller names, or all; a second time changes nothing',
  [`POST ${B}/forms/{form}/asks`]: 'makes a form request; nothing is there before',
  [`POST ${B}/forms/{form}/notify-me`]: 'one for each address and board; a second time keeps its place',
  'POST /v1/forms/notify-me/confirmations': 'happens once; a second time changes nothing',
  'POST /v1/me/email-confirmation': 'sends a new link; earlier links end',
  'POST /v1/email-confirmations': 'happens once, by a link',
  'POST /v1/mail-stops': 'a second time changes nothing',
  'POST /v1/invitations/{token}/mails': 'sends the link again; nothing else changes',
  'POST /v1/forms/links': 'sends the link again; nothing else changes',
  [`POST ${guestRequest}/follow-ups`]: 'makes a request; the one that it follows does not change',
  'POST /v1/forms/confirmations': 'happens once; a form request shows nothing',
};

type Document = { paths: Record<string, Record<string, { parameters?: { name: string }[] }>> };

test('the document names If-Match on every write that compares a version, and all others are listed with a reason', async () => {
  const { paths } = (await owner.get<Document>('/v1/openapi.json')).body;
  const writes = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => method !== 'get')
      .map(([method, { parameters = [] }]) => ({
        name: `${method.toUpperCase()} ${path}`,
        takes: parameters.some(({ name }) => name === 'If-Match'),
      })),
  );
  const named = (takes: boolean) => writes.filter((write) => write.takes === takes).map(({ name }) => name);
  expect(named(true).sort()).toEqual(Object.keys(conditional).sort());
  expect(named(false).sort()).toEqual(Object.keys(unconditional).sort());
});

test.each(Object.keys(conditional))(
  '%s refuses another version with the current one, changes nothing, and takes that one',
  async (name) => {
    const board = await aFullBoard();
    const { path, body, by = owner, headers } = await conditional[name]!(board);
    const send = (ifMatch: string): Promise<Answer> =>
      by.send(name.split(' ', 1)[0] as string, path, body, { ...headers, 'if-match': ifMatch });
    const state = () =>
      Promise.all(
        [board.path, board.templates, members, '/v1/me'].map(async (each) => (await owner.get(each)).body),
      );
    const before = await state();
    const others = ['"never"', 'W/"1"', '"999999999999", "never"', 'nonsense'];
    const refused = await Promise.all(others.map(async (other) => refusalOf(await send(other), 'version')));
    const stale = { status: 412, code: 'precondition-failed', version: expect.stringMatching(/^"\d+"$/) };
    expect(refused).toEqual(others.map(() => stale));
    expect(await state()).toEqual(before);
    const taken = await send(`"never", W/"9", ${refused[0]?.version}, "999"`);
    expect([taken.status, taken.status < 300]).toEqual([taken.status, true]);
  },
);
