import type { ConfirmedFormRequest } from '@weir/contract';
import type { Api } from '../support/api.js';
import type { Caller, HeaderValues } from '../support/person.js';
import type { Seen } from './seen.js';

let addresses = 0;

/** A network address that no call came from yet, because those of one network share rates. */
function fromElsewhere(): HeaderValues {
  addresses += 1;
  return { 'x-forwarded-for': `203.0.${Math.floor(addresses / 250) % 256}.${(addresses % 250) + 1}` };
}

type Step = { method: string; path: string; body?: unknown };

/**
 * Fills a workspace with something of every kind that a path can name, and lets `seen` learn it. Its texts contain `text`;
 * those that only show on its second board contain `ofSide`.
 */
export async function plant(
  slug: string,
  by: Caller,
  seen: Seen,
  { text, ofSide }: { text: string; ofSide: string },
): Promise<void> {
  const W = `/v1/workspaces/${slug}`;
  const send = async <Body = unknown>(method: string, path: string, body?: unknown): Promise<Body> => {
    const isFile = body instanceof Uint8Array;
    const type = { 'content-type': 'application/octet-stream' };
    const headers = { ...fromElsewhere(), ...(isFile && type) };
    const answer = await by.send<Body>(method, W + path, body, headers);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    seen.learn(W + path, answer.body, answer.headers.get('etag'));
    return answer.body;
  };
  for (const { method, path, body } of ofBoard('MAIN', text, text)) await send(method, path, body);
  for (const { method, path, body } of ofBoard('SIDE', ofSide, text)) await send(method, path, body);
  for (const key of ['MAIN', 'SIDE']) {
    const board = await send<{ columns: { id: string }[] }>('GET', `/boards/${key}`);
    await send('PUT', `/boards/${key}/cards/1/position`, { columnId: board.columns[1]!.id });
  }
  const field = { name: `${text} risk`, kind: 'choice', options: [{ name: text, colour: 'grey' }] };
  await send('POST', '/boards/MAIN/fields', field);
  await send('POST', '/boards/MAIN/claims', {});
  await send('POST', '/boards/MAIN/cards/1/attachments?name=plan.txt', new TextEncoder().encode(text));
  await send('PUT', '/boards/MAIN/public-link', { renew: false });
  await send('POST', '/teams', { name: text });
  await send('POST', '/invitations', { role: 'viewer' });
  await send('POST', '/calendar-feed');
  const webhook = { name: text, url: 'https://hooks.invalid/none' };
  await send('POST', '/webhooks', webhook);
  await send('POST', '/imports?name=cards.csv', new TextEncoder().encode(`Title\n${text}`));
  seen.add('slug', slug);
}

/** Makes a request by a guest of the first board's form. Returns the guest's token. */
export async function plantGuest(api: Api, slug: string, by: Caller, seen: Seen): Promise<string> {
  const board = `/v1/workspaces/${slug}/boards/MAIN`;
  const { formId } = (await by.put<{ formId: string }>(`${board}/intake/form`, { on: true })).body;
  seen.add('form', formId);
  const email = `${slug}@guests.test`;
  await api.nobody.post(
    `${board}/forms/${formId}/asks`,
    { email, name: 'Gesa Gast', title: 'A tour' },
    fromElsewhere(),
  );
  const { rows } = await api.pool.query('SELECT workspace_id, id FROM form_asks WHERE email = $1', [email]);
  const token = await api.service('SignedLinks').sign('formAsk', rows[0].workspace_id, rows[0].id);
  const answer = await api.nobody.post<ConfirmedFormRequest>(
    '/v1/forms/confirmations',
    { token },
    fromElsewhere(),
  );
  if (answer.status !== 201) throw new Error(`no guest: ${JSON.stringify(answer.body)}`);
  seen.learn('/v1/forms/requests', answer.body, null);
  seen.add('secret of form', token);
  seen.add('guest#', answer.body.request.number);
  return answer.body.guestToken;
}

function ofBoard(key: string, text: string, shown: string): Step[] {
  const B = `/boards/${key}`;
  const columns = [
    { name: 'Ready', kind: 'queue' },
    { name: 'Doing', kind: 'active', split: true, limit: { max: 2 } },
    { name: 'Review', kind: 'active', limit: { max: 2, mode: 'reason' } },
    { name: 'Done', kind: 'done' },
  ];
  const daily = { unit: 'days', every: 1, at: '09:00', from: '2026-01-01', until: null };
  const decline = { name: shown, kind: 'decline', reason: 'notAligned', message: `${shown}, sorry.` };
  const intake = { depth: 5, openPerRequester: 20, perRequesterPerHour: 100 };
  return [
    { method: 'POST', path: '/boards', body: { key, name: shown, columns, intake } },
    { method: 'POST', path: `${B}/swimlanes`, body: { name: shown } },
    { method: 'POST', path: `${B}/labels`, body: { name: shown, colour: 'blue' } },
    { method: 'POST', path: `${B}/cards`, body: { title: `${text} one`, externalId: `${text}-1` } },
    { method: 'POST', path: `${B}/cards`, body: { title: `${text} two`, description: text } },
    { method: 'POST', path: `${B}/cards`, body: { title: `${text} three` } },
    { method: 'POST', path: `${B}/cards/1/comments`, body: { text } },
    { method: 'POST', path: `${B}/cards/1/checklist`, body: { items: [{ text }] } },
    { method: 'POST', path: `${B}/cards/1/links`, body: { kind: 'relatesTo', card: 2 } },
    {
      method: 'POST',
      path: `${B}/limits`,
      body: { scope: 'classOfService', classOfService: 'fixedDate', max: 2 },
    },
    { method: 'POST', path: `${B}/requests`, body: { title: `${shown} asked`, externalId: `${shown}-r` } },
    { method: 'POST', path: `${B}/requests`, body: { title: `${shown} asked again` } },
    { method: 'POST', path: `${B}/requests/1/messages`, body: { body: shown } },
    { method: 'POST', path: `${B}/intake/templates`, body: decline },
    { method: 'POST', path: `${B}/card-templates`, body: { name: shown, title: shown } },
    { method: 'POST', path: `${B}/recurring-cards`, body: { title: shown, schedule: daily } },
    { method: 'POST', path: `${B}/views`, body: { name: shown, query: '' } },
  ];
}
