import { expect, test } from '@jest/globals';
import { createWords } from '../src/catalogue.js';
import { faultText } from '../src/texts/refusals/faults.js';

test.each([
  ['en', 'Broken in entry 2 of “cards”, at “title”: Must have at most 200 characters; it has 250.'],
  ['de', 'Fehlerhaft in Eintrag 2 von „cards“, bei „title“: Darf höchstens 200 Zeichen haben, hat aber 250.'],
] as const)('a fault of a value in a file says in %s what is wrong with it', (language, text) => {
  const value = { list: 'cards', number: 2, path: 'title', code: 'tooLong', max: 200, length: 250 };
  expect(faultText(createWords(language), 'fileValue', value)).toBe(text);
});
