import { decline } from '../support/answers.js';
import { theApi } from '../support/api.js';
import { type ApiProcess, apiProcess } from '../support/api-process.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { Mailbox } from '../support/servers/mailbox.js';
import { Receiver } from '../webhooks/receiver.js';

const receiver = new Receiver();
const mailbox = new Mailbox();
beforeAll(() => Promise.all([receiver.start(), mailbox.start()]));
const api = theApi();
let logging: ApiProcess;
let board: BoardUnderTest;
afterAll(async () => {
  await logging.stop();
  await Promise.all([receiver.stop(), mailbox.stop()]);
});
const { owner, manager, member, requester } = api.people;
const secret = 'marked-secret-0123456789';

beforeAll(async () => {
  board = await aBoard().column('Doing', { limit: 1 }).make();
  await api.people.member.createCard(board, { column: 'Doing' });
  logging = await apiProcess(api, {
    LOG_LEVEL: 'trace',
    WEIR_BACKGROUND: 'on',
    WEIR_DRAIN_SECONDS: '0',
    WEIR_WEBHOOK_RECEIVERS: receiver.origin,
    WEIR_SMTP_URL: mailbox.url,
    WEIR_MAIL_FROM: 'weir@weir.test',
  });
});

test('no call writes an address, a name, a text, a token, a secret or a query to the log', async () => {
  const [by, asking, leading] = [logging.as(member), logging.as(requester), logging.as(manager)];
  const { nobody } = logging;
  const email = 'marked.person@marked.example';
  const account = { email, name: 'Marked Person', password: secret };
  const headers = { 'user-agent': 'marked agent', cookie: `marked=${secret}` };
  receiver.behave = () => ({ status: 500, text: 'marked answer of the receiver' });
  mailbox.refuses.recipient = (address) => ({ code: 550, text: `<${address}>: marked person is unknown` });

  const statuses: number[] = [];
  const call = async (answer: Promise<{ status: number }>) => void statuses.push((await answer).status);
  // Sign-ups and sign-ins, also failed ones.
  await call(nobody.post('/v1/users', account, headers));
  await call(nobody.post('/v1/users', account, headers));
  await call(nobody.post('/v1/users', { ...account, email: 'marked is no address' }));
  await call(nobody.post('/v1/sessions', { email, password: 'marked wrong password' }, headers));
  await call(nobody.post('/v1/sessions', `{"email": "${email}", marked`, headers));
  await call(logging.withToken(`weir_${'marked'.repeat(9)}`).get('/v1/me'));
  await call(logging.withToken(`marked.${secret}.token`).get('/v1/me'));
  // Invitations, and secrets in paths.
  const invited = { email, role: 'member' };
  await call(logging.as(owner).post('/v1/workspaces/demo/invitations', invited));
  await call(nobody.get(`/v1/invitations/demo.${secret}?marked=query`));
  await call(nobody.get(`/v1/public/boards/demo.${secret}`));
  await call(nobody.get(`/v1/public/calendars/demo.${secret}.ics`));
  await call(nobody.post(`${board.path}/forms/${secret}/asks`, { email, name: 'Marked' }));
  await call(nobody.get('/v1/marked/path/of/nothing?marked=query'));
  await call(nobody.get('/v1/workspaces/marked@marked.example/members'));
  await call(by.put(`${board.path}/cards-by-external-id/${email}`, { title: 'Marked card' }));
  await call(by.get(`${board.path}/cards?text=marked`));
  // Requests and answers, with a refused mail.
  const { body: asked } = await asking.submit(board, { title: 'Marked request' });
  await call(leading.answer(board, asked.number, { ...decline, message: 'Marked answer' }));
  // Webhooks, files, and refusals with facts.
  const hook = { name: 'Marked hook', url: `${receiver.origin}/marked?marked=${secret}` };
  await call(leading.post('/v1/workspaces/demo/webhooks', hook));
  await call(by.attach(board, 'marked file.txt', 'marked content'));
  await call(by.createCard(board, { title: 'Marked card', column: 'Doing' }));
  await call(by.patch(`${board.path}/cards/1`, { title: 'Marked', unknownMarked: 'marked' }));
  // Faults, with the values in the message and the details of the database.
  await api.pool.query(
    `ALTER TABLE cards ADD CONSTRAINT no_marks CHECK (title <> 'Marked fault' AND (title <> 'Marked number' OR title::int > 0)) NOT VALID`,
  );
  const fault = await by.createCard(board, { title: 'Marked fault' });
  await call(by.createCard(board, { title: 'Marked number' }));
  await api.pool.query('ALTER TABLE cards DROP CONSTRAINT no_marks');
  await api.pool.query('ALTER TABLE memberships RENAME COLUMN joined_at TO hidden');
  await call(logging.as(owner).get('/v1/workspaces/demo/members?marked=query'));
  await call(logging.as(owner).get('/v1/workspaces/demo/members'));
  await api.pool.query('ALTER TABLE memberships RENAME COLUMN hidden TO joined_at');

  await receiver.until(() => receiver.received.length > 0);
  await logging.until(() => /mail \S+ is given up/.test(logging.log()));
  expect(new Set(statuses)).toEqual(new Set([200, 201, 400, 401, 404, 409, 422, 500]));
  expect(fault.status).toBe(500);
  expect(logging.log()).not.toMatch(/marked|people\.test/i);
  for (const person of Object.values(api.people)) {
    expect(logging.log()).not.toContain(person.name);
    expect(logging.log()).not.toContain(person.token);
  }
});

test('each line is JSON with a level, a time and the service, and a call’s lines have its id, route, caller and status', async () => {
  const { headers } = await logging.as(member).get(`${board.path}/cards/1`);
  const id = headers.get('x-request-id');
  const answered = () => logging.lines().find(({ reqId, msg }) => reqId === id && msg === 'answered');
  await logging.until(() => answered() !== undefined);
  expect(answered()).toMatchObject({
    level: 20,
    time: expect.any(Number),
    service: 'weir-api',
    req: { method: 'GET', path: `${board.path}/cards/1`, ip: '127.0.0.1' },
    status: 200,
    ms: expect.any(Number),
    user: member.id,
    workspace: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  const plain = logging
    .log()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('{'));
  expect(plain).toEqual([]);
});

test('a fault has its type, the code and the constraint of the database, and the stack without the message', () => {
  const faults = logging.lines().filter(({ msg }) => msg === 'a fault');
  const errors = faults.map(({ err }) => err as Record<string, unknown>);
  expect(errors).toContainEqual(
    expect.objectContaining({
      code: '23514',
      table: 'cards',
      constraint: 'no_marks',
      stack: expect.stringMatching(/^ {4}at /),
    }),
  );
  expect(JSON.stringify(errors)).toContain('42703');
  expect(errors).toContainEqual(expect.objectContaining({ code: '22P02' }));
  expect(errors.find(({ code }) => code === '22P02')).not.toHaveProperty('message');
});
