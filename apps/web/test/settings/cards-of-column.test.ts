import { expect, it } from '@jest/globals';
import { createWords } from '@weir/words/catalogue';

const en = createWords('en', 'Europe/Berlin').t;
const de = createWords('de', 'Europe/Berlin').t;

it('says how many cards and archived cards a column has', () => {
  const text = (active: number, archived: number, t = en) =>
    t('settings.columns.cards', { active, archived });
  expect(text(0, 0)).toBe('It is empty.');
  expect(text(1, 0)).toBe('It has 1 card.');
  expect(text(0, 1)).toBe('It has 1 archived card.');
  expect(text(2, 1)).toBe('It has 2 cards and 1 archived card.');
  expect(text(0, 3)).toBe('It has 3 archived cards.');
  expect(text(1, 2, de)).toBe('Sie enthält 1 Karte und 2 archivierte Karten.');
});

it('says where archived cards of a removed column go, before and after a column is chosen', () => {
  const text = (count: number, column?: string, t = en) =>
    t('settings.columns.archivedCards', {
      count,
      isChosen: String(column !== undefined),
      column: column ?? '',
    });
  expect(text(1)).toBe('The archived card moves to the column that you choose.');
  expect(text(3, 'Dev')).toBe('All of them move to Dev, archived cards included.');
  expect(text(1, 'Dev', de)).toBe('Die archivierte Karte kommt nach Dev.');
});
