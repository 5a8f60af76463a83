import { addressesIn, notAddresses } from '@/features/workspace/members/addresses';

test('pasted addresses are found between commas, semicolons, spaces and lines, each once', () => {
  const pasted = 'bao@x.test, Mira Mensah <mira@x.test>;\nrana@x.test BAO@x.test\n\n';
  expect(addressesIn(pasted)).toEqual(['BAO@x.test', 'mira@x.test', 'rana@x.test']);
  expect(addressesIn(' \n,')).toEqual([]);
});

test('what has no name, no host or a space is not an address', () => {
  expect(notAddresses(['bao@x.test', 'bao', '@x.test', 'bao@', 'bao@x', ''])).toEqual([
    'bao',
    '@x.test',
    'bao@',
    'bao@x',
    '',
  ]);
});
