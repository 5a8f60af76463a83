/** The rate at which a figure grows, and half the width of its confidence interval of about 95%. */
export type Trend = { rate: number; plusMinus: number };

/** Student's t for 95% with this many degrees of freedom, rounded up. */
const students = (degrees: number) => (degrees < 5 ? 4.3 : degrees < 10 ? 2.6 : degrees < 30 ? 2.23 : 2.04);

/** The slope of the points by least squares. Needs three points. */
export function trendOf(points: readonly { x: number; y: number }[]): Trend {
  const mean = (of: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  const spread = points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
  const rate = points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0) / spread;
  const rest = points.reduce((sum, point) => sum + (point.y - y - rate * (point.x - x)) ** 2, 0);
  const degrees = points.length - 2;
  return { rate, plusMinus: students(degrees) * Math.sqrt(rest / degrees / spread) };
}

/** One step of a figure that grows with two others: `y` is the sum of `a` and `b`, each times its rate, and of chance. */
export type Step = { y: number; a: number; b: number };

/** The two rates, by least squares. The rate of a figure that did not vary is zero. */
export function ratesOf(steps: readonly Step[]): { a: number; b: number } {
  const sum = (of: (step: Step) => number) => steps.reduce((all, step) => all + of(step), 0);
  const [aa, ab, bb] = [sum(({ a }) => a * a), sum(({ a, b }) => a * b), sum(({ b }) => b * b)];
  const [ay, by] = [sum(({ a, y }) => a * y), sum(({ b, y }) => b * y)];
  const determinant = aa * bb - ab * ab;
  if (determinant === 0) return { a: aa === 0 ? 0 : ay / aa, b: aa === 0 && bb > 0 ? by / bb : 0 };
  return { a: (ay * bb - by * ab) / determinant, b: (by * aa - ay * ab) / determinant };
}
