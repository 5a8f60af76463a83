import type { NoticeList } from '@weir/contract';
import { decline } from '../support/answers.js';
import { aBoard } from '../support/board.js';
import { theApiWithMail } from '../support/mail.js';

const { api, deliver } = theApiWithMail();
const { manager, requester } = api.people;

/** A board with a request, to which the manager has put a question. */
async function aQuestion() {
  const board = await aBoard().make();
  const { number } = await board.ask('A lamp');
  await manager.say(board, number, 'Which one?', { asks: true });
  await deliver();
  api.clock.pass({ hours: 0.01 });
  return { board, number };
}
/** Who a mail is to, and what happened. */
const happened = async () => (await deliver()).map(({ to, mail }) => `${to}: ${mail.text?.split('\n')[2]}`);
const reply = expect.stringMatching(
  /^manager@people\.test: Rana Roy replied in the conversation about B\d+-R1\.$/,
);

test('fifteen replies at once are one mail to each reader and fifteen notices in the app', async () => {
  const { board, number } = await aQuestion();
  const replies = Array.from({ length: 15 }, (_, n) => requester.say(board, number, `Reply ${n}`));
  expect((await Promise.all(replies)).every(({ status }) => status === 201)).toBe(true);
  expect(await happened()).toEqual([reply]);
  const { unread } = (await manager.get<NoticeList>('/v1/workspaces/demo/notices')).body;
  // And that of the request itself.
  expect(unread).toBe(16);
  api.clock.pass({ hours: 23 });
  await requester.say(board, number, 'Are you there?');
  expect(await happened()).toEqual([]);
  api.clock.pass({ hours: 2 });
  await requester.say(board, number, 'And now?');
  expect(await happened()).toEqual([reply]);
});

test('a reader who wrote since the last mail gets the next message by mail', async () => {
  const { board, number } = await aQuestion();
  await requester.say(board, number, 'The red one.');
  expect(await happened()).toEqual([reply]);
  api.clock.pass({ hours: 0.01 });
  await manager.say(board, number, 'How many?');
  expect(await happened()).toEqual([
    'requester@people.test: Mira Mensah of Platform wrote to you about your request.',
  ]);
  api.clock.pass({ hours: 0.01 });
  await requester.say(board, number, 'Two.');
  expect(await happened()).toEqual([reply]);
});

test('a reader who read the notice gets the next mail after fifteen minutes', async () => {
  const { board, number } = await aQuestion();
  const say = async () => {
    await requester.say(board, number, 'The red one.');
    await manager.put('/v1/workspaces/demo/notices/read', {});
    return happened();
  };
  expect(await say()).toEqual([reply]);
  api.clock.pass({ hours: 0.1 });
  expect(await say()).toEqual([]);
  api.clock.pass({ hours: 0.2 });
  expect(await say()).toEqual([reply]);
});

test('an answer is mailed whatever messages are unread', async () => {
  const { board, number } = await aQuestion();
  await manager.answer(board, number, decline);
  expect(await happened()).toEqual(['requester@people.test: Mira Mensah of Platform declined your request.']);
});
