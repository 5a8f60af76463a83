import { pastedLines } from '@/lib/pasted-lines';

const textsIn = (pasted: string) => pastedLines(pasted).map(({ text }) => text);

it('takes each line of a pasted list as a title, without empty lines, boxes and the marks of lists and headings', () => {
  expect(
    textsIn(
      '- One\r\n\r\n* Two\n3. Three\n4) Four\n- [x] Five\n–  Six\n  Seven - eight\n[ ] Nine\n+ Ten\n- [ ] \n-',
    ),
  ).toEqual(['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven - eight', 'Nine', 'Ten', '[ ]', '-']);
  expect(textsIn('## Plan\n#42 is late\n3 more seats\n[x]ray\n[link] text\n- [ab] c')).toEqual([
    'Plan',
    '#42 is late',
    '3 more seats',
    '[x]ray',
    '[link] text',
    '[ab] c',
  ]);
});

it('knows which pasted lines have a box, and which boxes are ticked', () => {
  const lines = pastedLines('- [ ] Open\n[X] Ticked\n  2. [x] Both\n[] Short\n- None');
  expect(lines.map(({ isDone }) => isDone)).toEqual([false, true, true, false, null]);
});
