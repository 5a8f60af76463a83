import { toRequester } from '../support/answers.js';
import { aBoard } from '../support/board.js';
import { theApiWithMail } from '../support/mail.js';
import { laidOut, languages, message, notice } from './samples/sample.js';

const { api, mailbox, deliver } = theApiWithMail();
const { owner, manager, requester, secondRequester } = api.people;

test('requesters read why their accepted work was taken off although the workspace was archived at once', async () => {
  const board = await aBoard().make();
  const daily = { quietHours: null, daily: true, timeZone: 'Europe/Berlin' };
  expect((await requester.put('/v1/workspaces/demo/notices/mail-times', daily)).status).toBe(200);
  const desk = await board.ask('A desk by the lake');
  const { body: chair } = await secondRequester.submit(board, { title: 'A chair by the lake' });
  for (const { number } of [desk, chair]) await manager.answer(board, number, { kind: 'accept' });
  await manager.say(board, chair.number, 'We begin on Monday.');
  expect((await manager.patch(board.path, { archived: true, toRequester })).status).toBe(200);
  await api.pool.query('UPDATE boards SET archived_at = now() WHERE archived_at IS NULL');
  expect((await owner.put('/v1/workspaces/demo/archive')).status).toBe(200);

  for (const pause of [{ minutes: 2 }, { hours: 25 }]) {
    api.clock.pass(pause);
    await api.service('SweepService').sweep();
    await deliver();
  }
  for (const address of ['requester@people.test', 'secondrequester@people.test']) {
    const texts = mailbox.to(address).map(({ mail }) => mail.text);
    expect(texts).toEqual([
      expect.stringContaining('accepted your request.'),
      expect.stringContaining('took your request off the board'),
    ]);
    expect(texts[1]).toContain(`The team has no capacity for it now.`);
    expect(texts[1]).toContain(`> ${toRequester.message}`);
    for (const text of texts) {
      expect(text).toContain('was archived, so nobody can open the request’s page.');
      expect(text).not.toMatch(/weir\.test\/demo|Expected by|You’ll get an email|on the request’s page/);
    }
  }
});

test.each(languages)(
  'a letter of an archived workspace has the reason and no link to a page: %s',
  (language) => {
    const facts = { kind: 'takenOff', reason: 'It is too large.', message };
    const { text, html } = laidOut({
      name: '',
      says: [],
      language,
      letter: notice(language, facts, {}, null),
    });
    expect(text).toContain('It is too large.');
    expect(text).toContain('two days of work');
    expect(text).toMatch(/was archived|wurde archiviert/);
    expect(`${text}${html}`).not.toMatch(/class="button"|requests\/12/);
  },
);
