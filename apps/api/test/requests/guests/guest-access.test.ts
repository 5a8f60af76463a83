import { describe, expect, test } from '@jest/globals';
import { refusalOf } from '../../support/refusals.js';
import { thePublicForm, waitingOn } from './public-form.js';

const forms = thePublicForm();
const { api } = forms;
const { requester } = api.people;

describe('a guest’s token', () => {
  test('opens no request of another guest, member or workspace', async () => {
    const { board, form } = await forms.form();
    const one = await forms.arrived(form, { email: 'one@guests.test' });
    const other = await forms.arrived(form, { email: 'other@guests.test' });
    await board.ask('A member’s');
    for (const number of [other.request.number, 3]) {
      expect(refusalOf(await one.guest.read(one.key, number))).toEqual({ status: 404, code: 'not-found' });
      expect(refusalOf(await one.guest.withdraw(one.key, number))).toEqual({
        status: 404,
        code: 'not-found',
      });
      expect(refusalOf(await one.guest.reply(one.key, number, 'Mine?'))).toEqual({
        status: 404,
        code: 'not-found',
      });
      expect(refusalOf(await one.guest.askAgain(one.key, number))).toEqual({
        status: 404,
        code: 'not-found',
      });
    }
    expect((await one.guest.list()).body.items).toHaveLength(1);
    expect(await waitingOn(board)).toBe(3);

    const links = api.service('SignedLinks');
    const { id, workspaceId } = links.read('guest', one.token) as { id: string; workspaceId: string };
    const elsewhere = (await api.pool.query(`SELECT id FROM workspaces WHERE slug = 'other'`)).rows[0].id;
    for (const token of [
      links.sign('guest', elsewhere, id),
      links.sign('formAsk', workspaceId, id),
      `${one.token.slice(0, -3)}AAA`,
      'nonsense',
    ]) {
      expect(refusalOf(await forms.guest(token).list())).toEqual({ status: 401, code: 'not-signed-in' });
    }
    expect(refusalOf(await api.nobody.get('/v1/forms/requests'))).toMatchObject({ status: 401 });
    expect(await requester.get('/v1/forms/requests')).toMatchObject({ status: 401 });
  });

  test('does not open the workspace', async () => {
    const { board, form } = await forms.form();
    const { token } = await forms.arrived(form, { email: 'session@guests.test' });
    for (const scheme of ['Guest', 'Bearer']) {
      const headers = { authorization: `${scheme} ${token}` };
      expect(await api.nobody.get(board.path, headers)).toMatchObject({ status: 401 });
    }
  });
});
