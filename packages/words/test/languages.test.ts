import { matchLanguage, pickLanguage } from '../src/index.js';

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['*', 'en'],
  ['fr-FR, it;q=0.5', 'en'],
  ['de', 'de'],
  ['de-AT,de;q=0.9,en;q=0.8', 'de'],
  ['fr, en;q=0.4, DE;q=0.6', 'de'],
  ['en-US,en;q=0.9,de;q=0.8', 'en'],
  ['de;q=0, en;q=0.1', 'en'],
  ['de;q=nonsense, en', 'en'],
])('Accept-Language %p is answered in %s', (header, language) => {
  expect(pickLanguage(header)).toBe(language);
});

test('a header that names none of our languages matches none', () => {
  expect(matchLanguage('fr, *;q=0.1')).toBeNull();
});
