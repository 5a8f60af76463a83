import { expect, it } from '@jest/globals';
import { duration, hoursSaid, relative } from '@/components/data/time';

const [hour, day] = [3600, 86_400];

it('tells a span by what has passed in full, as the age of a card is told', () => {
  expect(duration(4.9 * day)).toBe('4 days');
  expect(duration(1.9 * hour)).toBe('1 hour');
});

it('rounds a wait up, so that nobody comes too early', () => {
  expect(duration(61, Math.ceil)).toBe('2 minutes');
  expect(duration(0.2)).toBe('a moment');
});

it('tells hours in days only where they are whole ones', () => {
  expect(hoursSaid(96)).toBe('4 days');
  expect(hoursSaid(36)).toBe('36 hours');
  expect(hoursSaid(1)).toBe('1 hour');
});

it('tells what has just happened as past, though the clock on the page is half a minute behind', () => {
  expect(relative(20_000)).toBe('just now');
  expect(relative(-20_000)).toBe('just now');
  expect(relative(45_000)).toBe('in a moment');
});
