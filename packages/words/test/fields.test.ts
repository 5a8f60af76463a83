import { createWords } from '../src/catalogue.js';
import { fieldName } from '../src/index.js';

const [english, german] = [createWords('en'), createWords('de')];

test('a path of a body has a name for people, in their language', () => {
  expect(fieldName(english, 'answers.1.answer.until')).toBe('Until');
  expect(fieldName(german, 'columns.0.name')).toBe('Name');
  expect(fieldName(german, 'columnIds.2')).toBe('Spalten');
});

test('a path without a name is not shown to people', () => {
  for (const path of ['', '0', 'sandwich']) expect(fieldName(english, path)).toBeNull();
});
