import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CreatedWebhook } from '@weir/contract';
import { freePort } from '@weir/stack';
import { decline } from '../support/answers.js';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { whileClockIsHeld } from '../support/board-clock.js';
import { Receiver } from '../webhooks/receiver.js';
import { type Running, theRecipe } from './recipe.js';
import { tokenOf } from './tokens.js';

const port = await freePort();
const own = `http://127.0.0.1:${port}`;
/** Slack, for what the program sends there. */
const slack = new Receiver();
const api = theApi({ WEIR_WEBHOOK_RECEIVERS: own });
const recipe = theRecipe('slack');
const { manager, requester } = api.people;
const signingSecret = 'the secret of the app';
const types = [
  ...['request.answered', 'requests.answered', 'requests.expired'],
  ...['request.submitted', 'request.askedAgain', 'request.redirectedHere'],
];
let board: BoardUnderTest;
let program: Running;

beforeAll(async () => {
  await slack.start();
  board = await aBoard().intake({ depth: 2, openPerRequester: 10 }).make();
  const hook = { name: 'Slack', url: `${own}/weir`, boards: [board.key], payload: 'thin', types };
  const { body } = await manager.post<CreatedWebhook>('/v1/workspaces/demo/webhooks', hook);
  program = recipe.node('slash-command.mjs', {
    env: {
      PORT: String(port),
      WEIR_URL: api.origin,
      WEIR_WORKSPACE: 'demo',
      WEIR_BOARD: board.key,
      WEIR_TOKEN: await tokenOf(requester, 'read', 'intake'),
      WEIR_WEBHOOK_SECRET: body.secret,
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_HOOKS: slack.origin,
      SLACK_API: `${slack.origin}/api`,
      SLACK_PATIENCE_MS: '400',
    },
  });
  await program.until('listening');
});
afterAll(() => slack.stop());

const deliver = () => api.service('WebhookSender').deliverDue();
const said = (path: string) =>
  slack.at(path).map(({ message }) => (message as unknown as { text: string }).text);

/** Types a command in Slack. */
async function type(text: string, { trigger = '1.1', at = Date.now() / 1000, secret = signingSecret } = {}) {
  const body = new URLSearchParams({
    text,
    trigger_id: trigger,
    response_url: `${slack.origin}/commands/${trigger}`,
    user_id: 'U1',
  }).toString();
  const timestamp = String(Math.floor(at));
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  const answer = await fetch(`${own}/slack`, {
    method: 'POST',
    body,
    headers: { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${signature}` },
  });
  const json = await answer.text();
  return { status: answer.status, text: json && (JSON.parse(json) as { text: string }).text };
}

test('a command is one request, and its answer is posted into its conversation once', async () => {
  const [asked, repeated] = [await type('Keys &amp; locks'), await type('Keys &amp; locks')];
  expect(asked.text).toMatch(/^\*B\d+-R1\* waits, place 1 .* by <!date\^\d{10}\^/);
  expect(repeated).toEqual(asked);
  const { body } = await requester.readRequest(board, 1);
  expect([body.title, body.externalId]).toEqual(['Keys & locks', 'slack-1.1']);
  await manager.answer(board, 1, { ...decline, message: 'Not <!channel> before the audit.' });
  // Slack is down for a while.
  slack.behave = () => ({ status: 503 });
  await deliver();
  slack.behave = () => ({ status: 200 });
  api.clock.pass({ minutes: 5 });
  await deliver();
  await deliver();
  api.clock.reset();
  expect(said('/commands/1.1')).toEqual([
    expect.stringContaining('Keys &amp; locks: declined.'),
    expect.stringContaining('Not &lt;!channel&gt; before the audit.'),
  ]);
});

test('a refusal says why and when to come back, and an answer that is late is sent to the person', async () => {
  expect((await type('First', { trigger: '2.1' })).text).toContain('place 1');
  expect((await type('Second', { trigger: '2.2' })).text).toContain('place 2');
  expect((await type('Third', { trigger: '2.3' })).text).toMatch(/full.* Come back <!date\^\d{10}\^/i);
  slack.behave = ({ path }) =>
    path.startsWith('/api') ? { status: 200, text: '{"ok":true}' } : { status: 404 };
  await manager.post(`${board.path}/answers`, {
    answers: [2, 3].map((request) => ({ request, answer: decline })),
  });
  await deliver();
  expect(slack.at('/api/chat.postMessage').map(({ message }) => message)).toMatchObject([
    { channel: 'U1', text: expect.stringContaining('First: declined') },
    { channel: 'U1', text: expect.stringContaining('Second: declined') },
  ]);
});

test('while Weir is slow the person reads so in time, and gets its answer later', async () => {
  slack.behave = () => ({ status: 200 });
  let typed: ReturnType<typeof type> | undefined;
  const write = () => {
    typed = type('Slow', { trigger: '3.1' });
    return typed;
  };
  const meanwhile = async () => expect((await typed)?.text).toContain('Still asking');
  await whileClockIsHeld(api, board, write, { meanwhile });
  await slack.until(() => said('/commands/3.1').length === 1);
  expect(said('/commands/3.1')[0]).toContain('waits, place 1');
});

test('refuses what Slack or Weir did not sign, what is old and what is too large', async () => {
  const before = (await board.read()).intake.waiting;
  expect((await type('Forged', { trigger: '4.1', secret: 'another' })).status).toBe(401);
  expect((await type('Replayed', { trigger: '4.2', at: Date.now() / 1000 - 600 })).status).toBe(401);
  expect((await fetch(`${own}/weir`, { method: 'POST', body: '{"data":{"requests":[1]}}' })).status).toBe(
    401,
  );
  expect((await type('x'.repeat(150_000), { trigger: '4.3' })).status).toBe(413);
  expect((await board.read()).intake.waiting).toBe(before);
});
