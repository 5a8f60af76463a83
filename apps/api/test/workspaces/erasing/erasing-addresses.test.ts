import { expect, test } from '@jest/globals';
import type { Request } from '@weir/contract';
import { thePublicForm } from '../../requests/guests/public-form.js';
import { erase } from './erase.js';
import { found } from './found.js';

const forms = thePublicForm();
const { api } = forms;
const { manager, owner } = api.people;

test('a guest is erased by their address, and gets no more mail', async () => {
  const { board, form } = await forms.form();
  const email = 'xq8gone@guests.test';
  await forms.arrived(form, {
    email,
    name: 'Xq8 Gone',
    title: 'A tour xq8secret',
    description: 'For xq8secret',
  });
  await forms.send(form, { email, name: 'Xq8 Gone', title: 'Another xq8secret' });
  expect(erase(api, email, '--yes')).toMatchObject({ status: 0 });
  expect(await found(api, ['xq8'])).toEqual([]);
  const { body } = await manager.get<Request>(`${board.path}/requests/1`);
  expect(body).toMatchObject({
    title: '[erased]',
    requester: { name: '[erased]' },
    answer: { kind: 'withdrawn' },
  });
});

test('an address that was only invited, or never confirmed its form, is erased too', async () => {
  const { form } = await forms.form();
  const asked = 'xq4asked@guests.test';
  const invited = 'xq4invited@guests.test';
  await forms.send(form, { email: asked, name: 'Xq4', title: 'A tour xq4secret' });
  const token = await forms.tokenTo(asked);
  await owner.post('/v1/workspaces/demo/invitations', { role: 'viewer', email: invited });
  expect(erase(api, asked.toUpperCase(), '--yes')).toMatchObject({ status: 0 });
  expect(erase(api, invited, '--yes')).toMatchObject({ status: 0 });
  expect(await found(api, ['xq4'])).toEqual([]);
  expect((await forms.confirm(token)).status).toBe(404);
  expect(await forms.mailed(asked)).toEqual([]);
});
