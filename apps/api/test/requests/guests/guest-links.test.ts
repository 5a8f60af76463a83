import { expect, test } from '@jest/globals';
import { decline, told } from '../../support/intake-world.js';
import { theForms } from './forms-world.js';

const forms = theForms();
const { world } = forms;

test('a guest’s link is good while something waits and a year after the last word, and again once more is asked', async () => {
  const { board, form } = await forms.form();
  const waits = await forms.arrived(form, { email: 'waits@guests.test' });
  const email = 'year@guests.test';
  const { guest, key, request } = await forms.arrived(form, { email });
  const confirming = await forms.tokenTo(email);
  await world.manager.put(`${board}/requests/${request.number}/answer`, decline);
  world.clock.pass({ days: 364 });
  expect((await guest.read(key, request.number)).body.answer).toMatchObject({ kind: 'decline' });
  expect((await forms.confirm(confirming)).body.guestToken).toBeDefined();

  world.clock.pass({ days: 2 });
  for (const refused of [
    await guest.list(),
    await guest.read(key, request.number),
    await guest.withdraw(key, request.number),
    await guest.reply(key, request.number, 'And now?'),
    await guest.askAgain(key, request.number),
    await forms.confirm(confirming),
  ]) {
    expect(told(refused)).toEqual({ status: 401, code: 'guest-link-expired' });
  }
  expect((await waits.guest.list()).status).toBe(200);

  await forms.arrived(form, { email, title: 'Once more' });
  expect((await guest.list()).body.items).toHaveLength(2);
});
