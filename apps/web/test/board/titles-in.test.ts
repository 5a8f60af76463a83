import { titlesIn } from '@/features/board/columns/adding/titles-in';

it('takes each line of a pasted list as a title, without empty lines and list marks', () => {
  expect(titlesIn('- One\r\n\r\n* Two\n3. Three\n4) Four\n- [x] Five\n–  Six\n  Seven - eight')).toEqual([
    'One',
    'Two',
    'Three',
    'Four',
    'Five',
    'Six',
    'Seven - eight',
  ]);
  expect(titlesIn('3 more seats')).toEqual(['3 more seats']);
});
