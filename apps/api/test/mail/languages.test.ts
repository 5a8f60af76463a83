import type { ConfirmedFormRequest, NoticeList, PublicForm } from '@weir/contract';
import { decline, defer } from '../support/answers.js';
import { aBoard } from '../support/board.js';
import { theApiWithMail } from '../support/mail.js';
import type { Person } from '../support/person.js';
import type { Received } from '../support/servers/mailbox.js';

const { api, deliver } = theApiWithMail();
const { owner, manager, requester, secondRequester } = api.people;
const german = { 'accept-language': 'de' };
const sweep = () => api.service('SweepService').sweep();
const set = (who: Person, change: object) => who.patch('/v1/me', change);

afterEach(async () => {
  for (const who of [owner, manager, requester]) await set(who, { language: null, timeZone: null });
  await deliver();
});

const mailTo = (received: Received[], { email }: { email: string }, about = '') =>
  received.find(({ to, mail }) => to.includes(email) && mail.subject?.includes(about))?.mail;

test('mails a member in the language that they chose, and others in English', async () => {
  await set(requester, { language: 'de' });
  const board = await aBoard().make();
  const { number, ref } = await board.ask('Ein Sandkasten');
  const other = (await secondRequester.submit(board, { title: 'A sandbox' })).body;
  await manager.answer(board, number, defer(api.day(40)));
  await manager.answer(board, other.number, decline);
  const received = await deliver();

  const mail = mailTo(received, requester);
  expect(mail?.subject).toBe(`${ref} Ein Sandkasten`);
  expect(mail?.text).toContain('Mira Mensah von Platform hat deine Anfrage mit „nicht jetzt“ beantwortet.');
  expect(mail?.text).toMatch(/^Hallo Rana Roy,\n\n/);
  expect(mail?.text).toContain(defer('').message);
  expect(mail?.text).toMatch(
    /Ab .+ kannst du auf der Seite der Anfrage erneut anfragen\. Deine Anfrage ist dann die erste in ihrer Klasse\./,
  );
  expect(mail?.text).toContain('Anfrage öffnen: https://weir.test/');
  expect(mail?.text).toContain(`Du bekommst diese E-Mail, weil du ${ref} bei Platform angefragt hast.`);
  expect(mail?.html).toContain('<html lang="de">');
  expect(mailTo(received, secondRequester)?.text).toMatch(/^Hello Tomo Tanaka,\n\n/);
});

test('words what no call caused in the language and time zone of each reader', async () => {
  await set(owner, { language: 'de', timeZone: 'America/Los_Angeles' });
  await set(manager, { timeZone: 'Europe/Berlin' });
  const deadlines = { answerWithinHours: 10, remindBeforeHours: 4, graceHours: 20, gateByItself: false };
  const board = await aBoard()
    .intake({ ...deadlines, timeZone: 'Europe/Paris' })
    .make();
  const { ref, answerBy } = await board.ask('Dringend');
  api.clock.pass({ hours: 6 });
  await sweep();
  const received = await deliver();

  const time = (zone: string) =>
    new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(
      new Date(answerBy),
    );
  const reminder = mailTo(received, owner, 'Dringend');
  expect(reminder?.subject).toBe(`${ref} Dringend`);
  expect(reminder?.text).toMatch(
    new RegExp(
      `Rana Roy wartet auf eine Antwort von Platform auf ${ref}\\. Sie ist bis .+, ${time('America/Los_Angeles')} GMT−\\d zugesagt\\.`,
    ),
  );
  // Berlin's clock is that of Paris, so nobody needs its name.
  expect(mailTo(received, manager, 'Dringend')?.text).toMatch(
    new RegExp(
      `Rana Roy is waiting for an answer from Platform to ${ref}\\. It was promised by .+, ${time('Europe/Paris')}\\.`,
    ),
  );
});

test('words the system’s answer in the language of each requester', async () => {
  await set(requester, { language: 'de' });
  const board = await aBoard().intake({ answerWithinHours: 10, graceHours: 10, gateByItself: false }).make();
  await board.ask('Ein Archiv');
  await secondRequester.submit(board, { title: 'An archive' });
  api.clock.pass({ hours: 30 });
  await sweep();
  const received = await deliver();
  const answer = mailTo(received, requester, 'Ein Archiv');
  expect(answer?.text).toContain('Deine Anfrage an Platform ist abgelaufen.');
  expect(answer?.text).toMatch(
    /Niemand im Team hat rechtzeitig geantwortet\.[\s\S]*Ab .+ kannst du auf der Seite der Anfrage erneut anfragen\./,
  );
  expect(mailTo(received, secondRequester, 'An archive')?.text).toMatch(
    /nobody on the team answered this in time[\s\S]*You can ask again from /,
  );
});

test('names the board’s zone for readers whose zone is not known', async () => {
  const deadlines = { answerWithinHours: 10, remindBeforeHours: 4, graceHours: 20, gateByItself: false };
  const board = await aBoard()
    .intake({ ...deadlines, timeZone: 'Asia/Tokyo' })
    .make();
  await board.ask('Anywhere');
  api.clock.pass({ hours: 6 });
  await sweep();
  expect(mailTo(await deliver(), manager, 'Anywhere')?.text).toMatch(/promised by .+, \d\d:\d\d GMT\+9\./);
});

test('keeps the language of the form for its guest, in every mail', async () => {
  const board = await aBoard().make();
  const on = await manager.put<PublicForm>(`${board.path}/intake/form`, { on: true });
  const guest = { email: 'gesa@guests.test', name: 'Gesa Gast' };
  const ask = async (title: string, headers: Record<string, string>) => {
    const asks = `${board.path}/forms/${on.body.formId}/asks`;
    expect(await api.nobody.post(asks, { ...guest, title }, headers)).toMatchObject({ status: 202 });
    const [{ mail }] = (await deliver()) as [Received];
    const token = /confirm#(\S+)/.exec(mail.text ?? '')?.[1];
    const confirmed = await api.nobody.post<ConfirmedFormRequest>('/v1/forms/confirmations', { token });
    expect(confirmed.status).toBe(201);
    return { mail, number: confirmed.body.request.number };
  };

  const first = await ask('Eine Führung', german);
  expect(first.mail.subject).toBe('Bestätige deine Anfrage');
  expect(first.mail.text).toMatch(/Der Link ist gültig bis .+\./);
  await manager.answer(board, first.number, decline, { 'accept-language': 'en' });
  const [answered] = await deliver();
  expect(answered?.mail.text).toContain('hat deine Anfrage abgelehnt.');
  expect(answered?.mail.text).toMatch(/^Hallo Gesa Gast,/);

  const second = await ask('A tour', { 'accept-language': 'en' });
  expect(second.mail.subject).toBe('Confirm your request');
  await manager.answer(board, second.number, decline, german);
  expect((await deliver())[0]?.mail.text).toContain('declined your request.');
});

test('words a notice when it is read, in the language of the reader’s browser', async () => {
  const board = await aBoard().make();
  const { number } = await board.ask('Ein Hinweis');
  await manager.answer(board, number, decline);
  const first = async (headers: Record<string, string>) =>
    (await requester.get<NoticeList>('/v1/workspaces/demo/notices', headers)).body.items[0]?.title;
  expect(await first(german)).toBe('Abgelehnt: Ein Hinweis');
  expect(await first({ 'accept-language': 'en' })).toBe('Declined: Ein Hinweis');
});
