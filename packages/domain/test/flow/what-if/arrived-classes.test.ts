import { percentOfClasses } from '../../../src/flow/what-if/arrivals.js';

const arrivals = (...classes: ('expedite' | 'fixedDate' | 'standard')[]) =>
  classes.map((classOfService, offset) => ({
    ...{ offset, kind: 'card' as const, isStraight: false, classOfService },
  }));

test('shares of classes in whole percent add up to 100, and the largest remainders are rounded up', () => {
  const week = arrivals('expedite', 'fixedDate', 'standard');
  expect(percentOfClasses([week, [], week])).toEqual({
    ...{ expedite: 34, fixedDate: 33, standard: 33, intangible: 0 },
  });
  // 1 of 8 is 12.5%, 7 of 8 are 87.5%.
  expect(percentOfClasses([arrivals('fixedDate', ...Array<'standard'>(7).fill('standard'))])).toEqual({
    ...{ expedite: 0, fixedDate: 13, standard: 87, intangible: 0 },
  });
  expect(Object.values(percentOfClasses([[]]))).toEqual([0, 0, 0, 0]);
});
