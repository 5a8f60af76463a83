import type { Board, Request } from '@weir/contract';
import { decline, defer } from '../../support/answers.js';
import { api, B, type Call, forms, here, type Writes } from './calls.js';

const { owner, manager, requester } = api.people;
const guestRequest = '/v1/forms/requests/{board}/{number}';

async function aGuest(end: (request: string) => string): Promise<Call> {
  const { form } = await forms.form();
  const email = `guest-${form.slice(-12)}@guests.test`;
  const { token, key, request } = await forms.arrived(form, { email });
  const path = end(`/v1/forms/requests/${key}/${request.number}`);
  return { path, by: api.nobody, headers: { authorization: `Guest ${token}` } };
}

/** Accepts a request and delivers its card. */
async function deliver(board: string, request: string): Promise<void> {
  const { columns } = (await manager.get<Board>(board)).body;
  const columnId = columns.find(({ kind }) => kind === 'done')?.id;
  const accepted = await manager.put<Request>(`${board}/requests/${request}/answer`, { kind: 'accept' });
  await manager.put(`${board}/cards/${accepted.body.card?.number}/position`, { columnId });
}

/** The writes that compare a request's version, of the team, its requester or a guest. */
export const requestWrites: Writes = {
  [`PUT ${B}/requests-by-external-id/{externalId}`]: async (board) => {
    await requester.patch(`${board.path}/requests/1`, { externalId: 'mine' });
    return { ...here('/requests-by-external-id/mine', { title: 'Other' })(board), by: requester };
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
};
