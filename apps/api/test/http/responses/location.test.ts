import { expect, test } from '@jest/globals';
import { theApi } from '../../support/api.js';
import { type Document, responseOf } from '../openapi/document.js';

const api = theApi();
const { owner } = api.people;

test('what a call creates is at its Location', async () => {
  const key = 'LOCA';
  const boards = '/v1/workspaces/demo/boards';
  const columns = [
    { name: 'Ready', kind: 'queue' },
    { name: 'Doing', kind: 'active' },
    { name: 'Done', kind: 'done' },
  ];
  const locationOf = async (path: string, body: object) => {
    const { status, headers } = await owner.post(path, body);
    return { status, location: headers.get('location') };
  };
  expect(await locationOf(boards, { key, name: 'Located', columns })).toEqual({
    status: 201,
    location: `${boards}/${key}`,
  });
  expect(await locationOf(`${boards}/${key}/cards`, { title: 'One' })).toMatchObject({
    location: `${boards}/${key}/cards/1`,
  });
  expect(await locationOf(`${boards}/${key}/cards/1/checklist`, { items: [{ text: 'A' }] })).toMatchObject({
    location: `${boards}/${key}/cards/1`,
  });
  const label = await owner.post<{ id: string }>(`${boards}/${key}/labels`, { name: 'Bug', colour: 'red' });
  expect(label.headers.get('location')).toBe(`${boards}/${key}/labels/${label.body.id}`);
  expect((await owner.post(`${boards}/${key}/labels`, {})).headers.has('location')).toBe(false);
});

test('the document says of every call that creates something whether it has a Location', async () => {
  const document = (await owner.get<Document>('/v1/openapi.json')).body;
  const without = Object.entries(document.paths).flatMap(([path, { post }]) => {
    const created = responseOf(document, post?.responses['201']);
    return created && !('Location' in (created.headers ?? {})) ? [path] : [];
  });
  // Sessions, accounts, messages and entries of a ledger have no path of their own, nor do requests of guests or a secret link.
  expect(without).toEqual([
    '/v1/sessions/passkey',
    '/v1/users',
    '/v1/sessions',
    '/v1/sessions/oidc',
    '/v1/workspaces/{workspace}/calendar-feed',
    '/v1/workspaces/{workspace}/credits/adjustments',
    '/v1/workspaces/{workspace}/boards/{board}/requests/{number}/messages',
    '/v1/forms/confirmations',
    '/v1/forms/requests/{board}/{number}/messages',
    '/v1/forms/requests/{board}/{number}/ask-again',
    '/v1/forms/requests/{board}/{number}/follow-ups',
  ]);
});
