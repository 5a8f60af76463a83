import type { OverloadFigures, Verdict } from './overload-report.js';
import { sumOf } from './tally.js';

/** In milliseconds: half of the shortest time in the demands below. */
const mostLag = 25;

/** The reasons why a run is invalid. */
export function invalidities({ load }: OverloadFigures): string[] {
  const wrong = sumOf(load.rows, 'wrong');
  return [
    ...(load.lag.p99 > mostLag
      ? [`the generator sent calls ${load.lag.p99.toFixed(0)} ms late (p99; at most ${mostLag})`]
      : []),
    ...(load.answersTooMany > 0 ? [`${load.answersTooMany} calls answered a request a second time`] : []),
    ...(wrong > 0 ? [`${wrong} calls had a wrong answer: ${load.firstWrong}`] : []),
  ];
}

/** Each demand, and whether the run met it. */
export function verdictsOn(figures: OverloadFigures): Verdict[] {
  const { goodput, load } = figures;
  const { health, latencyOfRefusals } = load;
  const refused = sumOf(load.rows, 'refused');
  return [
    {
      demand: 'goodput ≥ 90% of peak',
      measured: percent(goodput.ofPeak),
      met: goodput.ofPeak >= 0.9,
    },
    onCriticalPlus(figures),
    onGoodCallers(figures),
    {
      demand: 'p99 of refusals ≤ 50 ms',
      measured: refused > 0 ? `${latencyOfRefusals.p99.toFixed(1)} ms` : 'no refusal',
      met: refused > 0 ? latencyOfRefusals.p99 <= 50 : null,
    },
    onMemory(figures),
    {
      demand: 'normal within 10 s',
      measured: load.recovery === null ? 'not in 30 s' : `${load.recovery.toFixed(1)} s`,
      met: load.recovery !== null && load.recovery <= 10,
    },
    {
      demand: 'health always in 100 ms',
      measured: `${health.latency.max.toFixed(1)} ms at most, ${health.failed} of ${health.probes} failed`,
      met: health.failed === 0 && health.latency.max <= 100,
    },
    onRefusals(figures),
  ];
}

function onCriticalPlus({ load }: OverloadFigures): Verdict {
  const demand = 'critical-plus ≥ 99.9%';
  const row = load.rows.find((each) => each.class === 'criticalPlus' && each.caller === 'good');
  if (!row) return { demand, measured: 'no call', met: null };
  const share = row.answered / row.offered;
  return { demand, measured: percent(share, 2), met: share >= 0.999 };
}

/** A class without an answer fails. */
function onGoodCallers({ load, unloaded }: OverloadFigures): Verdict {
  const times = load.rows
    .filter(({ caller }) => caller === 'good')
    .map((row) => {
      const alone = unloaded.find((each) => each.class === row.class)!.latency.p99;
      return row.answered > 0 ? row.latency.p99 / alone : Number.POSITIVE_INFINITY;
    });
  return {
    demand: "good callers' p99 ≤ 3 × unloaded, by class",
    measured: times.map((each) => (Number.isFinite(each) ? each.toFixed(1) : 'none')).join(', '),
    met: times.every((each) => each <= 3),
  };
}

/** Flat: at most a tenth more in the last two thirds of the load, by the slope. */
function onMemory({ memory, seconds }: OverloadFigures): Verdict {
  const demand = 'memory flat: at most a tenth more in two thirds of the load';
  if (!memory) return { demand, measured: 'not reported', met: null };
  const growth = (memory.slope * ((seconds * 2) / 3 / 60)) / memory.mean;
  return {
    demand,
    measured: `${memory.start.toFixed(0)} → ${memory.end.toFixed(0)} MB, ${percent(growth)}`,
    met: growth <= 0.1,
  };
}

function onRefusals({ peak, refusal }: OverloadFigures): Verdict {
  const demand = 'a refusal ≤ 1/10 of the CPU of an answer';
  if (!peak.cpu || !refusal) return { demand, measured: 'not measured', met: null };
  const of = (cpu: { api: number; postgres: number }) => cpu.api + cpu.postgres;
  const share = of(refusal.cpu) / of(peak.cpu);
  const ofApi = refusal.cpu.api / peak.cpu.api;
  return {
    demand,
    measured: `${share.toFixed(2)} (of the API's CPU alone ${ofApi.toFixed(2)})`,
    met: share <= 0.1,
  };
}

function percent(share: number, digits = 0): string {
  return `${(share * 100).toFixed(digits)}%`;
}
