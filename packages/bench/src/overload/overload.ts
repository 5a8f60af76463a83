import { setTimeout as pause } from 'node:timers/promises';
import { cpuOf, cpuOfFamily, cpuOfMachine, memoryOf } from '../measure/processes.js';
import type { Options } from '../options.js';
import type { Stack } from '../stack/stack.js';
import type { World } from '../stack/world.js';
import type { ClosedLoop, OpenLoop } from './generator.js';
import { GeneratorProcess } from './generator-process.js';
import { makeLoadWorld, moreWaiting } from './load-world.js';
import { type CallClass, callClasses, shareOf } from './mix.js';
import type { OverloadFigures, OverloadReport, ServerCpu } from './overload-report.js';
import { sumOf } from './tally.js';
import { invalidities, verdictsOn } from './verdicts.js';

const seed = 1600;
/** The numbers of clients that are tried to find the peak. */
const crowds = [16, 32, 64];
/** The longest wait for recovery in seconds, and the largest median, as a multiple of the one without load, that counts as recovered. */
const patient = 30;
const normalAgain = 1.5;
/** More answers a second than the API reaches. They say how many requests to prepare before the peak is known. */
const most = { unloaded: 600, peak: 4000 };
/** Points are off for all callers, so that only the admission of calls limits the abusive caller. It and the places are as in production. */
const usual = { WEIR_MAX_IN_FLIGHT: '1000', WEIR_ADMISSION: 'on' };

/**
 * Offers the API several times its peak, in an open loop of mixed calls. One caller sends a third of them. Measures the calls without load
 * and the peak first, then the load and the time until the API is as fast as before, and last the CPU of a refusal.
 */
export async function overload(
  stack: Stack,
  world: World,
  { overload: { times, seconds, callers }, settings: given }: Options,
  say: (line: string) => void,
): Promise<OverloadReport> {
  const settings = { ...usual, ...given };
  const short = Math.min(5, seconds / 5);
  const peakSeconds = Math.min(10, seconds / 3);
  const generator = new GeneratorProcess();
  const measured = async (clients: number, seconds: number, of?: CallClass) => {
    const before = cpuNow(stack);
    const loop = await generator.order({ do: 'closed', clients, seconds, ...(of && { of }) });
    return { ...loop, cpu: less(cpuNow(stack), before) };
  };
  try {
    say('overload: the boards and the callers …');
    await stack.startApi(undefined, settings);
    const loadWorld = await makeLoadWorld(world, callers);
    const expected = short * most.unloaded + crowds.length * peakSeconds * most.peak * shareOf('answer');
    loadWorld.waiting.push(...(await moreWaiting(world, Math.ceil(20 + expected))));
    await world.query('ANALYZE');
    await generator.order({ do: 'begin', world: loadWorld, seed });
    await generator.order({ do: 'closed', clients: 16, seconds: Math.min(3, seconds / 5) });

    say('overload: each class alone …');
    const unloaded = [];
    for (const of of callClasses) {
      const { latency, cpu, rows } = await measured(2, short, of);
      unloaded.push({ class: of, latency, cpu: perAnswer(cpu, sumOf(rows, 'answered')) });
    }
    const normal = (await measured(2, short)).latency.p50;

    say('overload: the peak …');
    const peaks = [];
    for (const clients of crowds) peaks.push({ clients, ...(await measured(clients, peakSeconds)) });
    const best = peaks.reduce((one, other) => (other.perSecond > one.perSecond ? other : one));
    const offered = times * best.perSecond;
    const more = Math.ceil(20 + (offered * seconds * 1.1 + peakSeconds * most.peak) * shareOf('answer'));
    await generator.order({ do: 'addWaiting', paths: await moreWaiting(world, more) });
    await world.query('ANALYZE');

    say(`overload: ${Math.round(offered)} calls a second, ${times} times the peak, for ${seconds} s …`);
    const watching = watch(stack, seconds);
    const load = await generator.order({
      do: 'open',
      ...{ perSecond: offered, seconds, normal: normal * normalAgain, patient },
    });
    const { cores, memory } = await watching;
    const perSecondAfter = (await measured(best.clients, peakSeconds)).perSecond;
    const peak = {
      ...{ clients: best.clients, perSecond: best.perSecond, perSecondAfter },
      cpu: perAnswer(best.cpu, sumOf(best.rows, 'answered')),
    };

    say('overload: what a refusal costs …');
    await stack.startApi(undefined, { ...settings, WEIR_MAX_IN_FLIGHT: '1' });
    await measured(crowds[1]!, short);
    const refusal = costOfRefusals(await measured(crowds[1]!, short), peak.cpu);
    await generator.order({ do: 'end' });

    const others = cores && { ...cores, others: cores.others && Math.max(0, cores.others - load.cpu) };
    const figures: OverloadFigures = {
      ...{ settings, seconds, callers, unloaded, normal, peak, offered, load, memory, refusal },
      cores: others,
      goodput: goodputOf(load, seconds, peak, best, unloaded),
    };
    return { ...figures, verdicts: verdictsOn(figures), invalid: invalidities(figures) };
  } finally {
    await generator.end();
  }
}

/** Compares with the mean of the peaks before and after the load, because the speed of the machine changes. */
function goodputOf(
  load: OpenLoop,
  seconds: number,
  peak: OverloadFigures['peak'],
  atPeak: ClosedLoop,
  unloaded: OverloadFigures['unloaded'],
): OverloadFigures['goodput'] {
  const perSecond = sumOf(load.rows, 'answeredInTime') / seconds;
  const ofPeak = perSecond / ((peak.perSecond + peak.perSecondAfter) / 2);
  const costOf = (each: CallClass) => {
    const cpu = unloaded.find((one) => one.class === each)?.cpu;
    return cpu ? cpu.api + cpu.postgres : Number.NaN;
  };
  const mean = (rows: OpenLoop['rows'], count: 'answered' | 'answeredInTime') =>
    rows.reduce((sum, row) => sum + row[count] * costOf(row.class), 0) / sumOf(rows, count);
  const ofPeakByCpu = (ofPeak * mean(load.rows, 'answeredInTime')) / mean(atPeak.rows, 'answered');
  return { perSecond, ofPeak, ofPeakByCpu: Number.isFinite(ofPeakByCpu) ? ofPeakByCpu : null };
}

/**
 * The CPU of a refusal, from a closed loop against an API with one place for calls, which refuses nearly all of them. It is the CPU of
 * the loop minus that of its few answers at the peak, divided by the refusals. Null if less than half of the calls were refused.
 */
function costOfRefusals(
  { rows, cpu }: ClosedLoop & { cpu: ServerCpu | null },
  perAnswer: ServerCpu | null,
): OverloadFigures['refusal'] {
  const refused = sumOf(rows, 'refused');
  const answered = sumOf(rows, 'answered');
  const share = refused / (refused + answered);
  if (!cpu || !perAnswer || !(share > 0.5)) return null;
  const each = (of: 'api' | 'postgres') => Math.max(0, cpu[of] - answered * perAnswer[of]) / refused;
  return { share, cpu: { api: each('api'), postgres: each('postgres') } };
}

/** Measures CPU and the API's memory during the load. `others`: cores busy with anything but the API, PostgreSQL and this process. */
async function watch(stack: Stack, seconds: number): Promise<Pick<OverloadFigures, 'cores' | 'memory'>> {
  const samples: { minute: number; megabytes: number }[] = [];
  const begin = performance.now();
  const own = process.cpuUsage();
  const machine = cpuOfMachine();
  const before = cpuNow(stack);
  const sample = () => {
    const megabytes = memoryOf(stack.api().pid)?.now;
    if (megabytes) samples.push({ minute: (performance.now() - begin) / 60_000, megabytes });
  };
  sample();
  const timer = setInterval(sample, Math.min(1000, seconds * 100));
  await pause(seconds * 1000);
  clearInterval(timer);
  sample();
  const used = less(cpuNow(stack), before);
  const machineAfter = cpuOfMachine();
  const { user, system } = process.cpuUsage(own);
  const wall = performance.now() - begin;
  const all = machine === null || machineAfter === null || !used ? null : machineAfter - machine;
  const others = all && used && (all - used.api - used.postgres - (user + system) / 1000) / wall;
  return {
    cores: used && { api: used.api / wall, postgres: used.postgres / wall, others },
    memory: samples.length > 1 ? trendOf(samples) : null,
  };
}

/** The slope by least squares over the last two thirds. */
function trendOf(samples: { minute: number; megabytes: number }[]): OverloadFigures['memory'] {
  const late = samples.slice(Math.floor(samples.length / 3));
  const meanOf = (values: number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
  const minute = meanOf(late.map((each) => each.minute));
  const mean = meanOf(late.map((each) => each.megabytes));
  const spread = late.reduce((sum, each) => sum + (each.minute - minute) ** 2, 0);
  const slope =
    late.reduce((sum, each) => sum + (each.minute - minute) * (each.megabytes - mean), 0) / (spread || 1);
  return { start: samples[0]!.megabytes, end: samples.at(-1)!.megabytes, mean, slope };
}

function cpuNow(stack: Stack): ServerCpu | null {
  const api = cpuOf(stack.api().pid);
  const postgres = cpuOfFamily(stack.postgres.pid());
  return api === null || postgres === null ? null : { api, postgres };
}

function less(one: ServerCpu | null, other: ServerCpu | null): ServerCpu | null {
  return one && other && { api: one.api - other.api, postgres: one.postgres - other.postgres };
}

function perAnswer(cpu: ServerCpu | null, answers: number): ServerCpu | null {
  return cpu && answers > 0 ? { api: cpu.api / answers, postgres: cpu.postgres / answers } : null;
}
