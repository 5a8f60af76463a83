import {
  addDays,
  dailyDeliveries,
  daysBetween,
  daysOfAll,
  simulateQuestion,
  tooThin,
} from '../../src/index.js';
import { aDay, randomOf, throughputOf, today } from './synthetic-board.js';

const calendar = { timeZone: 'UTC', workingHours: null };
const boards = 1_000;
const items = 12;
const days = 10;

/** A board that delivers at random as it always did: 120 days of its past, and its future. */
function aBoard(at: number) {
  const random = randomOf(at + 1);
  const [share, mean] = [0.4 + (at % 6) / 10, 1 + (at % 4) / 2];
  const past = Array.from({ length: 120 }, () => aDay(random, share, mean));
  return { past, next: () => aDay(random, share, mean) };
}

test('what is said with 85% comes true on 80 to 90% of 1,000 synthetic boards', () => {
  let [inTime, enough] = [0, 0];
  for (let at = 0; at < boards; at += 1) {
    const { past, next } = aBoard(at);
    const throughput = throughputOf(past, at);
    const deliveries = dailyDeliveries(throughput);
    expect(tooThin(deliveries, throughput)).toBeNull();
    const question = { items, by: addDays(today, days), calendar };
    const { completion, counts } = simulateQuestion(deliveries, throughput, question);
    const { p85 } = daysOfAll([completion!]);
    let [done, day, within] = [0, 0, 0];
    while (done < items || day < days) {
      day += 1;
      const delivered = next();
      if (done < items && done + delivered >= items && day <= daysBetween(today, p85 as string)) inTime += 1;
      done += delivered;
      if (day === days) within = done;
    }
    if (within >= counts!.p85) enough += 1;
  }
  expect(inTime / boards).toBeGreaterThan(0.8);
  expect(inTime / boards).toBeLessThan(0.9);
  expect(enough / boards).toBeGreaterThan(0.8);
  expect(enough / boards).toBeLessThan(0.9);
});
