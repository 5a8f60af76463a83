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

test('the differences of two versions say who changed which lines, and only lines that both changed clash', () => {
  const was = 'Why\n\nOld reason.\n\n- one\n- two\n\nEnd.';
  const mine = was.replace('Old reason.', 'My reason.').replace('End.', 'My end.');
  const theirs = was.replace('- two', '- two\n- three').replace('End.', 'Their end.').replace('Why\n\n', '');
  expect(differencesOf(mine, was, theirs)).toEqual([
    { of: 'conflict', mine: ['Why', '', 'My reason.'], theirs: ['Old reason.'] },
    { of: 'both', lines: ['', '- one', '- two'] },
    { of: 'theirs', lines: ['- three'], was: [] },
    { of: 'conflict', mine: ['My end.'], theirs: ['Their end.'] },
  ]);
});

test('changes of different lines, and lines that both added, are no conflict', () => {
  expect(differencesOf('A\nb\nc\nd', 'a\nb\nc\nd', 'a\nb\nd')).toEqual([
    { of: 'mine', lines: ['A'], was: ['a'] },
    { of: 'both', lines: ['b'] },
    { of: 'theirs', lines: [], was: ['c'] },
    { of: 'both', lines: ['d'] },
  ]);
  expect(differencesOf('Mine\n\nShared', '', 'Shared\n\nTheirs')).toEqual([
    { of: 'mine', lines: ['Mine', ''], was: [] },
    { of: 'both', lines: ['Shared'] },
    { of: 'theirs', lines: ['', 'Theirs'], was: [] },
  ]);
  expect(differencesOf('Gone?', 'Why', '')).toEqual([{ of: 'conflict', mine: ['Gone?'], theirs: [] }]);
});
