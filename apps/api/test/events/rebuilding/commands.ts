import type {
  AttachmentList,
  Card,
  CardDetail,
  CardTemplate,
  Claim,
  Label,
  RecurringCard,
  Request,
  Waits,
} from '@weir/contract';
import { requestOf } from '../../model/http.js';
import { commandOf, type Step } from '../../model/steps/steps.js';
import type { Workspace } from '../../model/workspace.js';
import type { World } from '../../model/world.js';
import { decline, toRequester } from '../../support/answers.js';
import type { Api } from '../../support/api.js';
import { field } from './field-parts.js';

/** Sends the `n`th step of a program, and after it some of the commands that programs don't have. */
export async function send(
  api: Api,
  workspace: Workspace,
  world: World,
  step: Step,
  n: number,
  isLast: boolean,
): Promise<void> {
  const { manager, member, requester } = api.people;
  const command = commandOf(step, world);
  if (!command) return;
  const board = `${workspace.path}/${workspace.keys[command.at]}`;
  const { method, path, body } = requestOf(command);
  await api.people[command.who].send(method, `${board}${path}`, body);
  const number = 'card' in command ? command.card : 1;
  if (n % 2 === 1) await field(api, board, number, n);
  if (n % 4 === 1) await label(api, board, number, n);
  if (n % 8 === 0) await manager.send(n % 16 === 0 ? 'PUT' : 'DELETE', `${board}/public-link`, {});
  if (n % 5 === 2) await template(api, board, number, n);
  if (n % 6 === 3) await recurring(api, board, n);
  if (n % 3 === 1) await checklist(api, board, number, n);
  if (n % 4 === 2) await attach(api, board, number, n);
  if (n % 3 === 2) await link(api, board, number, n);
  if (n % 5 === 3) await wait(api, board, number, n);
  if (n % 2 === 0) await lease(api, board, n);
  if (n % 6 === 5) await copy(api, board, number);
  if (n % 8 === 4) await acceptPart(api, board, n);
  if (isLast) await remove(api, board, number);
  if (n % 5 === 0) await member.post(`${board}/cards/${number}/comments`, { text: `Comment ${n}` });
  if (n % 7 === 0)
    await manager.post(`${board}/requests/1/messages`, { body: `What about ${n}?`, asks: true });
  if (n % 9 === 0) await requester.post(`${board}/requests/1/messages`, { body: `This about ${n}.` });
}

/** Copies a card and archives the copy, so that it counts against no limit. */
async function copy({ people }: Api, board: string, card: number): Promise<void> {
  const { status, body } = await people.member.post<Card>(`${board}/cards`, { copyOf: card });
  if (status === 201) await people.member.put(`${board}/cards/${body.number}/archive`);
}

/** Accepts a part of a new request, and archives its card, so that it counts against no limit. */
async function acceptPart({ people, clock }: Api, board: string, n: number): Promise<void> {
  const { secondRequester, manager } = people;
  const inTwoMonths = new Date(clock.now().getTime() + 60 * 24 * 3_600_000);
  const asked = await secondRequester.post<Request>(`${board}/requests`, { title: `Request ${n}` });
  if (asked.status !== 201) return;
  const rest = {
    title: `Rest ${n}`,
    reason: 'noCapacity',
    message: 'Ask again in two months.',
    until: inTwoMonths.toISOString().slice(0, 10),
  };
  const answer = { kind: 'acceptPart', title: `Part ${n}`, rest };
  const { status, body } = await manager.put<Request>(
    `${board}/requests/${asked.body.number}/answer`,
    answer,
  );
  if (status !== 200) await manager.put(`${board}/requests/${asked.body.number}/answer`, decline);
  else await manager.put(`${board}/cards/${body.card?.number}/archive`, { toRequester });
}

/** Claims a card, and then ends the lease in one of its ways, renews it, or leaves it to those who move the card. */
async function lease(api: Api, board: string, n: number): Promise<void> {
  const { member, manager } = api.people;
  const { status, body } = await member.post<Claim>(`${board}/claims`, { seconds: 60 });
  if (status !== 201) return;
  const path = `${board}/claims/${body.card.number}`;
  const under = { 'weir-lease': String(body.lease.token) };
  const failure = { reason: `Since ${n}`, outcome: n % 4 ? 'block' : 'return' };
  const ends = [
    () => member.put(`${path}/completion`, undefined, under),
    () => member.put(`${path}/failure`, failure, under),
    () => member.delete(path, under),
    () => manager.delete(path),
    () => member.put(path, { seconds: 600 }, under),
    () => manager.patch(`${board}/cards/${body.card.number}`, { assigneeIds: [] }),
    () => api.pool.query(`UPDATE card_leases SET until = since WHERE holder_id IS NOT NULL`),
    () => Promise.resolve(),
  ];
  await ends[(n / 2) % ends.length]?.();
  await api.service('LeaseSweepService').sweep();
}

/** Adds items to a card, and moves, ticks or removes its first one. */
async function checklist({ people }: Api, board: string, card: number, n: number): Promise<void> {
  const path = `${board}/cards/${card}`;
  const before = (await people.member.get<CardDetail>(path)).body.checklistItems?.[0]?.id;
  const items = [{ text: `Step ${n}` }, { text: `Next after ${n}` }];
  await people.member.post(`${path}/checklist`, { items, ...(before && n % 2 && { before }) });
  const known = (await people.member.get<CardDetail>(path)).body.checklistItems ?? [];
  const [first, last] = [known[0]?.id, known.at(-1)?.id];
  if (!first || first === last) return;
  if (n % 4 === 0) await people.member.delete(`${path}/checklist/${first}`);
  else await people.member.patch(`${path}/checklist/${first}`, { done: true, after: last });
}

/** Links a card to another one of its board; every second time it removes a link first. */
async function link({ people }: Api, board: string, card: number, n: number): Promise<void> {
  const path = `${board}/cards/${card}/links`;
  const known =
    n % 2 === 0 && (await people.member.get<CardDetail>(`${board}/cards/${card}`)).body.links?.[0];
  if (known) await people.member.delete(`${path}/${known.id}`);
  const kind = ['blocks', 'blockedBy', 'relatesTo'][Math.floor(n / 6) % 3];
  await people.member.post(path, { kind, card: 1 + (n % 5) });
}

/** Lets a card wait on a request of its board, or removes its first wait, and settles all waits. */
async function wait(api: Api, board: string, card: number, n: number): Promise<void> {
  const { member } = api.people;
  const path = `${board}/cards/${card}/waits`;
  const known = n % 2 === 0 && (await member.get<Waits>(path)).body.waitsOn?.[0];
  if (known) await member.delete(`${path}/${known.id}`);
  else await member.post(path, { board: board.split('/').at(-1), request: 1 + (n % 4) });
  await api.service('WaitChecksService').deliverDue();
}

/** Adds a file to a card; every third time it removes the first one. */
async function attach({ people }: Api, board: string, card: number, n: number): Promise<void> {
  const path = `${board}/cards/${card}/attachments`;
  const type = { 'content-type': 'application/octet-stream' };
  await people.member.post(`${path}?name=File-${n}`, `Content ${n}`, type);
  const first = n % 3 === 0 && (await people.member.get<AttachmentList>(path)).body.items?.[0];
  if (first) await people.member.delete(`${path}/${first.id}`);
}

/** Saves a card as a template and renames it; every second time it then deletes the template. */
async function template({ people }: Api, board: string, card: number, n: number): Promise<void> {
  const templates = `${board}/card-templates`;
  const { status, body } = await people.member.post<CardTemplate>(templates, {
    name: `Template ${n}`,
    copyOf: card,
  });
  if (status !== 201) return;
  await people.member.patch(`${templates}/${body.id}`, { title: `Since ${n}`, labelIds: [] });
  if (n % 2 === 0) await people.member.delete(`${templates}/${body.id}`);
}

/** Archives a card, and deletes it for good. */
async function remove({ people }: Api, board: string, card: number): Promise<void> {
  const { manager, member } = people;
  await member.put(`${board}/cards/${card}/archive`, { toRequester });
  await manager.delete(`${board}/cards/${card}`);
}

/** Makes a recurring card, whose first card the sweep makes at once. */
async function recurring(api: Api, board: string, n: number): Promise<void> {
  const schedule = { unit: 'days', every: 1, at: '09:00', from: '2026-01-01', until: null };
  const whenFull = n % 2 ? 'wait' : 'skip';
  const { status, body } = await api.people.manager.post<RecurringCard>(`${board}/recurring-cards`, {
    ...{ title: `Daily ${n}`, schedule, whenFull, checklistItems: [{ text: 'Look' }] },
  });
  if (status !== 201) return;
  await api.pool.query(`UPDATE recurring_cards SET next_at = now() WHERE id = $1`, [body.id]);
  await api.service('RecurringSweepService').sweep();
  await api.people.manager.patch(`${board}/recurring-cards/${body.id}`, {
    active: n % 4 < 2,
    title: `Since ${n}`,
  });
}

/** Gives a card a new label; every third time the board then loses the label. */
async function label({ people }: Api, board: string, card: number, n: number): Promise<void> {
  const { body } = await people.member.post<Label>(`${board}/labels`, { name: `Label ${n}`, colour: 'teal' });
  await people.member.patch(`${board}/cards/${card}`, { labelIds: [body.id] });
  if (n % 3 === 0) await people.member.delete(`${board}/labels/${body.id}?fromCards=true`);
}
