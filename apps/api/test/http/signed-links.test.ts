import { v7 as uuid } from 'uuid';
import { theApi } from '../support/api.js';

const api = theApi();
const links = () => api.service('SignedLinks');

test('a signed link opens what it was signed for and is the same each time', () => {
  const [workspaceId, id] = [uuid(), uuid()];
  const token = links().sign('guest', workspaceId, id);
  expect(token).toMatch(/^[A-Za-z0-9_-]+$/);
  expect(links().read('guest', token)).toEqual({ workspaceId, id });
  expect(links().sign('guest', workspaceId, id)).toBe(token);
  expect(links().toGuest(workspaceId, id)).toBe(`https://weir.test/forms/requests#${token}`);
  const confirming = links().sign('formAsk', workspaceId, id);
  expect(links().toConfirm(workspaceId, id)).toBe(`https://weir.test/forms/confirm#${confirming}`);
});

test('a signed link does not open another kind, another id or a changed token', () => {
  const [workspaceId, id, other] = [uuid(), uuid(), uuid()];
  const token = links().sign('guest', workspaceId, id);
  const said = Buffer.from(token, 'base64url').toString();
  const written = (text: string) => Buffer.from(text).toString('base64url');
  const forged = [
    written(said.replace(id, other)),
    written(said.replace(workspaceId, other)),
    written(said.replace('guest', 'formAsk')),
    written(said.slice(0, -1)),
    written(`${said}.more`),
    written(said.toUpperCase()),
    `${token}=`,
    `${token.slice(0, 5)} ${token.slice(5)}`,
    written(`guest.${workspaceId}.${id}.`),
    '',
    'x',
    '\u0000',
  ];
  for (const each of forged) {
    expect([each, links().read('guest', each), links().read('formAsk', each)]).toEqual([each, null, null]);
  }
  expect(links().read('formAsk', token)).toBeNull();
  expect(links().read('guest', links().sign('formAsk', workspaceId, id))).toBeNull();
});
