import { expect, test } from '@jest/globals';
import { conflicts } from '@weir/contract';
import { problemText } from '@weir/words';
import { createWords } from '@weir/words/catalogue';
import { decline, defer } from '../../support/answers.js';
import type { Answer } from '../../support/person.js';
import { refusalOf } from '../../support/refusals.js';
import { aBusyBoard, api, cases, template, withTemplates } from './conflict-cases.js';

const { manager, member, requester } = api.people;

test.each(cases)(
  '%s at %s is a conflict with the state: 409, with the field and a code',
  async (code, path, send) => {
    const refused = await send(await aBusyBoard());
    expect(refusalOf(refused, 'errors')).toMatchObject({
      status: 409,
      code: conflicts[code],
      errors: [{ path, code, message: expect.any(String) }],
    });
  },
);

test('every conflict has a case', () => {
  expect(new Set(cases.map(([code]) => code))).toEqual(new Set(Object.keys(conflicts)));
});

test.each(['en', 'de'] as const)('a conflict is worded for its reader: %s', async (language) => {
  const board = await aBusyBoard();
  const body = { name: 'Doing', kind: 'active' };
  const refused = await manager.post<never>(`${board.path}/columns`, body, { 'accept-language': language });
  const { t, ...words } = createWords(language);
  expect(refused.body).toMatchObject({
    ...problemText({ t, ...words }, { code: 'name-taken' }),
    errors: [{ message: t('faults.columnNameTaken') }],
  });
});

test('a call that is invalid and in conflict is refused as invalid', async () => {
  const board = await aBusyBoard();
  await withTemplates(board, 1);
  const first = await board.ask();
  await manager.answer(board, first.number, decline);
  const waiting = await board.ask();
  const { path } = board;
  const mixed: [Answer, string][] = [
    [
      await manager.post(`${path}/columns`, { name: 'Doing', kind: 'active', before: board.id('Ready') }),
      'before',
    ],
    [await manager.patch(`${path}/columns/${board.id('Ready')}`, { name: 'Doing', split: true }), 'split'],
    [await manager.delete(`${path}/columns/${board.id('Ready')}?cardsTo=${board.id('Ready')}`), 'cardsTo'],
    [await manager.post(`${path}/swimlanes`, { name: 'Web', after: board.id('Ready') }), 'after'],
    [await manager.post(`${path}/intake/templates`, { ...template, name: 'T1', kind: 'accept' }), 'reason'],
    [await requester.submit(board, { follows: waiting.number, neededBy: api.day(-1) }), 'neededBy'],
    [await manager.answer(board, first.number, defer(api.day(0))), 'until'],
    [
      await manager.post(`${path}/answers`, {
        answers: [
          { request: first.number, answer: decline },
          { request: waiting.number, answer: defer(api.day(0)) },
        ],
      }),
      'answers.1.answer.until',
    ],
  ];
  for (const [answer, at] of mixed)
    expect(refusalOf(answer, 'errors')).toMatchObject({
      status: 422,
      code: 'invalid-input',
      errors: [{ path: at }],
    });
  expect(await member.get(path)).toMatchObject({ status: 200 });
});
