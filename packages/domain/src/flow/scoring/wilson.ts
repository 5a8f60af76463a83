/** 0 to 1. */
export type Interval = { low: number; high: number };

/** The standard score of a two-sided interval of 95%. */
const z = 1.959963984540054;

/**
 * The interval that covers the true share with 95%, from how many of all did. Source: E. Wilson, Probable Inference, the Law of
 * Succession, and Statistical Inference (1927); for small samples, L. Brown, T. Cai and A. DasGupta, Interval Estimation for a
 * Binomial Proportion (2001). `independent`: as how many of them count, where some share their luck. All of it is unknown without any.
 */
export function wilsonInterval(held: number, all: number, independent: number = all): Interval {
  if (all <= 0 || independent <= 0) return { low: 0, high: 1 };
  const n = Math.min(all, independent);
  const share = held / all;
  const middle = share + z ** 2 / (2 * n);
  const half = z * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
  const scale = 1 + z ** 2 / n;
  return { low: Math.max(0, (middle - half) / scale), high: Math.min(1, (middle + half) / scale) };
}

/**
 * As how many independent forecasts some count. Forecasts whose days overlap share the luck of these days: as many are independent as
 * forecasts of their mean length fit into the days that all of them together cover (`covered`; `days` if each counts its own). That
 * is for sums. Whether a sum passes a threshold depends less on its neighbours: by Sheppard’s formula (1899) the correlation ρ of two
 * sums becomes at most 2/π · arcsin ρ, and overlapping windows count as 1 / 0.73 times as many.
 */
export function independentForecasts(
  forecasts: number,
  { covered, days }: { covered: number; days: number },
): number {
  return days <= 0 ? forecasts : Math.min(forecasts, (forecasts * covered) / days / 0.73);
}
