import { type ClassOfService, tightThreshold } from '../vocabulary/vocabulary.js';

/** Prices are computed in thousandths of a credit, and charged in whole credits. */
export const thousandths = 1000;

/** The pressure at which a price stays as it is: below it a board is `flowing`. */
export const targetPressure = tightThreshold;

/** The largest change of a price from one working day to the next, as a part of the price. */
export const largestStep = 1 / 8;

/** Requests of these classes are never charged. The database has the same rule: `weir.is_free_class`. */
export const freeClasses: readonly ClassOfService[] = ['expedite', 'fixedDate'];

/**
 * The price after one more day, in thousandths, from the pressure `level` (0 to 1) at its beginning. It is the base fee of a fee
 * market: V. Buterin and others, EIP-1559, Fee market change for ETH 1.0 chain (2019). There the fee of a block follows from how full
 * the last block was: next = fee × (1 + 1/8 × (used − target) / target). The target there is half of a block's capacity, so a full and
 * an empty block change the fee equally. Here the target is 0.7, so the distance is divided by the range on its side: an idle board
 * lowers its price by 1/8, and a full board raises it by 1/8. Never below one credit or above `maxPrice` credits.
 */
export function nextPrice(price: number, level: number, maxPrice: number): number {
  const distance = level - targetPressure;
  const part = distance > 0 ? distance / (1 - targetPressure) : distance / targetPressure;
  const next = Math.round(price * (1 + largestStep * Math.max(-1, Math.min(1, part))));
  return Math.max(thousandths, Math.min(maxPrice * thousandths, next));
}

/** The whole credits that are charged at a price. */
export function creditsOf(price: number, maxPrice: number): number {
  return Math.min(maxPrice, Math.max(1, Math.round(price / thousandths)));
}
