'use client';

import { line } from 'd3-shape';
import { AmountAxis, DayAxis } from './axes';
import { Chart } from './chart';
import { lineClasses } from './legend';
import { DayMarks, type Mark } from './marks';
import { amountScale, dayScale } from './plot';

/** Two amounts that only grow, by day: the distance between the lines is what is between them. */
export function TwoRuns({
  label,
  keys,
  unit,
  days,
  one,
  other,
  linesOf,
  hrefOf,
}: {
  label: string;
  keys: string;
  unit: string;
  days: readonly string[];
  one: readonly number[];
  other: readonly number[];
  /** What is said about a day. */
  linesOf: (at: number) => string[];
  /** The address that a day opens. */
  hrefOf?: (at: number) => string | undefined;
}) {
  const [from = '', to = from] = [days[0], days.at(-1)];
  return (
    <Chart label={label} describedBy={keys} height={260}>
      {(plot) => {
        const amounts = amountScale(Math.max(one.at(-1) ?? 0, other.at(-1) ?? 0), plot);
        const scale = dayScale(from, to, plot);
        const pathOf = (sums: readonly number[]) =>
          line<string>(
            (day) => scale.at(day),
            (_, at) => amounts(sums[at] ?? 0),
          )(days) ?? '';
        const marks = days.map(
          (day, at): Mark => ({
            id: day,
            x: scale.at(day),
            y: amounts(one[at] ?? 0),
            lines: linesOf(at),
            href: hrefOf?.(at),
          }),
        );
        return (
          <>
            <AmountAxis plot={plot} scale={amounts} unit={unit} />
            <DayAxis plot={plot} scale={scale} from={from} to={to} />
            <path className={lineClasses.figure} d={pathOf(one)} />
            <path className={lineClasses.other} d={pathOf(other)} />
            <DayMarks marks={marks} days={scale} plot={plot} />
          </>
        );
      }}
    </Chart>
  );
}
