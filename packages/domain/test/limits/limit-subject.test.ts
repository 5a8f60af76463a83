import { isSameLimitSubject, limitSubjectName } from '../../src/index.js';
import { aBoard } from '../a-board.js';

const board = aBoard()
  .lanes('Payments')
  .queue('Ready')
  .active('Dev', { limit: 5, cards: [{ of: 'Bao' }] })
  .active('Review')
  .done('Done')
  .classLimit('expedite', 1);

describe('the name of a limit’s subject', () => {
  test.each([
    [{ scope: 'column', columnId: 'Dev' }, 'Dev'],
    [{ scope: 'columns', columnIds: ['Review', 'Dev'] }, 'Dev + Review'],
    [{ scope: 'swimlane', swimlaneId: 'Payments' }, 'Payments'],
    [{ scope: 'swimlane', swimlaneId: 'Payments', columnId: 'Dev' }, 'Payments · Dev'],
    [{ scope: 'person', userId: 'Bao', across: 'board' }, 'Bao'],
    [{ scope: 'person', userId: 'Zoe', across: 'workspace' }, ''],
    [{ scope: 'board' }, 'Platform'],
    [{ scope: 'classOfService', classOfService: 'fixedDate' }, 'fixedDate'],
  ] as const)('for %j is %s', (limit, name) => {
    expect(limitSubjectName(board, limit)).toBe(name);
  });

  test('for a person without a card here comes from the people', () => {
    const people = [{ id: 'Zoe', name: 'Zoe Ash' }];
    expect(
      limitSubjectName({ ...board, people }, { scope: 'person', userId: 'Zoe', across: 'workspace' }),
    ).toBe('Zoe Ash');
  });
});

test('two limits have the same subject whatever the order of their columns', () => {
  const group = (...columnIds: string[]) => ({ scope: 'columns', columnIds }) as const;
  expect(isSameLimitSubject(group('Dev', 'Review'), group('Review', 'Dev'))).toBe(true);
  expect(isSameLimitSubject(group('Dev', 'Review'), group('Dev', 'Done'))).toBe(false);
  const lane = { scope: 'swimlane', swimlaneId: 'Payments' } as const;
  expect(isSameLimitSubject(lane, { ...lane, columnId: 'Dev' })).toBe(false);
  const bao = { scope: 'person', userId: 'Bao' } as const;
  expect(isSameLimitSubject({ ...bao, across: 'board' }, { ...bao, across: 'workspace' })).toBe(false);
});
