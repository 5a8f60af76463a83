import { expect, test } from '@jest/globals';
import { decline } from '../../support/answers.js';
import { refusalOf } from '../../support/refusals.js';
import { thePublicForm } from './public-form.js';

const forms = thePublicForm();
const { api } = forms;
const { manager } = api.people;

test('a guest’s link works while a request waits, a year after the last answer, and again after a new request', async () => {
  const { board, form } = await forms.form();
  const waits = await forms.arrived(form, { email: 'waits@guests.test' });
  const email = 'year@guests.test';
  const { guest, key, request } = await forms.arrived(form, { email });
  const confirming = await forms.tokenTo(email);
  await manager.answer(board, request.number, decline);
  api.clock.pass({ days: 364 });
  expect((await guest.read(key, request.number)).body.answer).toMatchObject({ kind: 'decline' });
  expect((await forms.confirm(confirming)).body.guestToken).toBeDefined();

  api.clock.pass({ days: 2 });
  for (const refused of [
    await guest.list(),
    await guest.read(key, request.number),
    await guest.withdraw(key, request.number),
    await guest.reply(key, request.number, 'And now?'),
    await guest.askAgain(key, request.number),
    await forms.confirm(confirming),
  ]) {
    expect(refusalOf(refused)).toEqual({ status: 401, code: 'guest-link-expired' });
  }
  expect((await waits.guest.list()).status).toBe(200);

  await forms.arrived(form, { email, title: 'Once more' });
  expect((await guest.list()).body.items).toHaveLength(2);
});
