import { editableText, emptyValues, typedValue, typedValues } from '@/features/board/card/fields/field-value';

test.each([
  ['en-GB', '1,5', 1.5],
  ['en-GB', '1.125', 1.125],
  ['en-GB', '1,000', 1000],
  ['en-GB', '12,345.5', 12_345.5],
  ['de-DE', '1,5', 1.5],
  ['de-DE', '1.5', 1.5],
  ['de-DE', '1.000', 1000],
  ['de-DE', '-1.234.567,25', -1_234_567.25],
])('in %s the number %s is read as a person means it', (locale, typed, value) => {
  expect(typedValue('number', typed, locale)).toBe(value);
});

test('a number is shown for editing as it is read again; other text stays as it was typed', () => {
  for (const locale of ['en-GB', 'de-DE'])
    for (const value of [0, -2.125, 1.5, 1000.125, 100_000_000_000])
      expect(typedValue('number', editableText('number', value, locale), locale)).toBe(value);
  expect(editableText('number', 1.125, 'de-DE')).toBe('1,125');
  expect(typedValue('number', '1.2.3', 'de-DE')).toBe('1.2.3');
  expect(typedValue('number', ' ', 'de-DE')).toBeNull();
});

test('a form sends the typed values, without fields and options that the board has lost', () => {
  const fields = [
    { id: 'effort', name: 'Effort', kind: 'number' as const, onCards: true, options: [] },
    { id: 'note', name: 'Note', kind: 'text' as const, onCards: false, options: [] },
    { id: 'risk', name: 'Risk', kind: 'choice' as const, onCards: true, options: [] },
  ];
  expect(emptyValues(fields)).toEqual({ effort: '', note: '', risk: '' });
  const typed = { effort: '1,5', note: ' ', risk: 'gone', gone: 'x' };
  expect(typedValues(fields, typed, 'de-DE')).toEqual({ effort: 1.5 });
});
