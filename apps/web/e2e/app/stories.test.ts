import type { PublicForm, Request } from '@weir/contract';
import type { Page } from 'playwright-core';
import { stack } from '../support/addresses.ts';
import { as } from '../support/api.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { isDeep } from '../support/looks.ts';
import { linkIn, mailsTo, mailWith } from '../support/mailbox.ts';
import { aNewcomer, confirmed, newcomersPassword } from '../support/newcomers.ts';
import { signIn } from '../support/people.ts';
import { aStranger, scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, open, reopen } from '../support/until.ts';

withBrowser();

// From asking to delivery, for a requester, a guest and a manager, each in a time zone of their own. Their mails are
// those that a real SMTP server received.

const zones = ['America/Los_Angeles', 'Asia/Kolkata', 'Europe/Berlin'];
/**
 * Who reads in which zone: one round in each run, every zone for everybody in a deep one. Only a deep one waits for the
 * mails about the work: they are sent after a minute, in which a step can be undone.
 */
const rounds = isDeep ? [0, 1, 2] : [0];
const boardZone = 'Europe/Berlin';

/** A member with a confirmed address and a time zone. */
async function aPerson(name: string, role: 'requester' | 'manager', timeZone: string) {
  const email = await aNewcomer(name, role);
  const caller = await confirmed(email);
  await caller.send('PATCH', '/v1/me', { timeZone });
  const page = await aStranger({ timezoneId: timeZone });
  await signIn(page.context(), stack().web, { email, password: newcomersPassword });
  return { email, caller, page };
}

const wordedIn = (timeZone: string, at: string, isNamed = timeZone !== boardZone) =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    ...(isNamed && { timeZoneName: 'short' }),
  })
    .format(new Date(at))
    // With a real minus sign, at which no line breaks.
    .replace('GMT-', 'GMT−');

const shows = (page: Page, text: string | RegExp) =>
  page.getByText(text).filter({ visible: true }).first().waitFor();

for (const round of rounds) {
  const [hers, theirs, his] = zones.map((_, at) => zones[(at + round) % zones.length]!);
  scene(
    `from asking to delivery: a requester in ${hers}, a guest in ${theirs}, a manager in ${his}`,
    async () => {
      const key = `LIFE${round}`;
      const board = await aBoard(key, [queue('Ready'), active('Doing', 3), done('Done')], {
        timeZone: boardZone,
      });
      const team = await as('manager');
      const { link } = await team.put<PublicForm>(`${board.path}/intake/form`, { on: true });
      const requester = await aPerson(`Rosa Reed ${round}`, 'requester', hers!);
      const manager = await signedIn('manager', { timezoneId: his! });

      // Asked: both are promised an answer in their own zone.
      await open(requester.page, `${board.page}/ask`);
      await requester.page.getByLabel('What do you need?').fill('Faster exports');
      await requester.page.getByLabel(/What is it for/).fill('The month ends before the file does.');
      await requester.page.getByRole('button', { name: 'Submit request' }).click();
      await shows(requester.page, `${key}-R1 is in the queue`);
      const asked = await team.get<Request>(`${board.path}/requests/1`);
      await open(requester.page, `${board.page}/requests/1`);
      await shows(requester.page, wordedIn(hers!, asked.answerBy));

      const email = `gita.${round}@guests.test`;
      const guest = await aStranger({ timezoneId: theirs! });
      await open(guest, link as string);
      await guest.getByLabel('What do you need?').fill('A tour of the lab');
      await guest.getByLabel('Your name').fill('Gita Gast');
      await guest.getByLabel('Your email').fill(email);
      await guest.getByRole('button', { name: 'Send' }).click();
      await open(guest, linkIn((await mailWith(email, '/forms/confirm')).text, '/forms/confirm'));
      await guest.getByRole('button', { name: 'Confirm and submit' }).click();
      await guest.getByRole('heading', { name: 'Your request is in the queue' }).waitFor();
      const second = await team.get<Request>(`${board.path}/requests/2`);
      await shows(guest, wordedIn(theirs!, second.answerBy));
      await guest.getByRole('link', { name: 'See your requests' }).click();

      // Answered: both get the answer with its reason, their own text, and what is next.
      await open(manager, `${board.page}/intake`);
      await shows(manager, 'Faster exports');
      for (const [number, message] of [
        [1, 'Gladly: we start after the move.'],
        [2, 'Come on any Tuesday.'],
      ] as const)
        await team.put(`${board.path}/requests/${number}/answer`, { kind: 'accept', message });
      const accepted = await mailWith(requester.email, 'Mira Mensah of Team LIFE');
      expect(accepted.subject).toBe(`${key}-R1 Faster exports`);
      for (const part of [
        'There is no expected date yet.',
        'accepted your request',
        'Gladly: we start after the move.',
        '> The month ends before',
      ])
        expect(accepted.text).toContain(part);
      const invited = await mailWith(email, 'Come on any Tuesday.');
      expect(invited.text).toContain('accepted your request');

      // Begun, blocked and delivered: announced once each, and shown where each of them reads.
      const { cards } = await board.read();
      for (const card of cards) await board.move(card, 'Doing');
      const { number } = cards.find(({ request }) => request?.number === 1)!;
      await team.put(`${board.path}/cards/${number}/block`, { reason: 'The disk is full' });
      if (isDeep) await mailWith(requester.email, 'The disk is full');
      await open(requester.page, `${board.page}/requests/1`);
      await shows(requester.page, /The disk is full/);
      await team.delete(`${board.path}/cards/${number}/block`);
      for (const card of cards) await board.move(card, 'Done');

      let [hersNow, theirsNow] = [`${board.page}/requests/1`, guest.url()];
      if (isDeep) {
        const delivered = await mailWith(requester.email, 'Is it what you needed?');
        expect(delivered.text).toContain('delivered your request');
        expect(delivered.references).toEqual(accepted.references);
        hersNow = delivered.text.match(/https?:\/\/\S+\/requests\/1/)![0];
        theirsNow = linkIn((await mailWith(email, 'Is it what you needed?')).text, '/forms/requests');
      }
      await open(requester.page, hersNow);
      await requester.page.getByRole('button', { name: /^Yes/ }).click();
      await becomes(
        async () => (await team.get<Request>(`${board.path}/requests/1`)).work?.received !== null,
        true,
      );
      await open(guest, theirsNow);
      await reopen(guest);
      await guest.getByRole('button', { name: /^No/ }).click();
      await guest.getByLabel('What do you need?').fill('The second lab too');
      await guest.getByRole('button', { name: 'Send' }).click();
      await guest.getByRole('listitem', { name: `${key}-R3 The second lab too` }).waitFor();

      // Nothing was mailed twice.
      for (const address of [requester.email, email]) {
        const mails = await mailsTo(address);
        expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(mails.length);
        expect(new Set(mails.map(({ text }) => text)).size).toBe(mails.length);
      }
    },
    600_000,
  );
}
