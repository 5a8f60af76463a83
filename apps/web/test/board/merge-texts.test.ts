import { differencesOf, mergeTexts } from '@/features/board/card/panel/editing/merge-texts';

const base = 'Why\n\nOld reason.\n\n- one\n- two\n\nEnd.';

test('changes of different lines are merged, and what both share is there once', () => {
  const mine = base.replace('Old reason.', 'My reason.');
  const theirs = base.replace('- two', '- two\n- three');
  expect(mergeTexts(mine, base, theirs)).toBe('Why\n\nMy reason.\n\n- one\n- two\n- three\n\nEnd.');
});

test('where both changed the same lines, mine come before theirs, as paragraphs or as items of one list', () => {
  expect(mergeTexts('What I know', 'Old', 'What they know')).toBe('What I know\n\nWhat they know');
  expect(mergeTexts('- a\n- mine', '- a', '- a\n- theirs')).toBe('- a\n- mine\n- theirs');
});

test('lines that both added are merged once, among lines that only one added', () => {
  expect(mergeTexts('Mine\n\nShared', '', 'Shared\n\nTheirs')).toBe('Mine\n\nShared\n\nTheirs');
});

test('the differences of two versions say in which one the lines are', () => {
  expect(differencesOf('Why\n\nMine', 'Why\n\nTheirs')).toEqual([
    { of: 'both', lines: ['Why', ''] },
    { of: 'mine', lines: ['Mine'] },
    { of: 'theirs', lines: ['Theirs'] },
  ]);
});
