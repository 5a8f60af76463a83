import { expect, it } from '@jest/globals';
import { cardsInWords } from '@/features/settings/columns/cards-in-words';

it('says of a column that is to go which cards it holds, archived ones too, and where those go', () => {
  const said = (standing: number, archived: number, home?: string) =>
    cardsInWords({ standing, archived }, home);
  expect(said(0, 0)).toBe('It is empty.');
  expect(said(1, 0)).toBe('One card stands in it.');
  expect(said(0, 1)).toBe('It holds 1 archived card and no other: that goes along to the column you choose.');
  expect(said(2, 1, 'Dev')).toBe('2 cards stand in it, and 1 archived card goes along to Dev.');
  expect(said(0, 3, 'Dev')).toBe('It holds 3 archived cards and no others: they go along to Dev.');
});
