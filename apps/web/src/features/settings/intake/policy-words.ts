import type { IntakePolicy } from '@weir/contract';
import { maxWaitingProbes } from '@weir/domain';
import { counted } from '@/features/requests/words';
import { depthToday } from '../lowered';

/** What the numbers of waiting requests mean today. */
export function capacityInWords(waiting: number, { depth, openPerRequester: quota }: IntakePolicy): string {
  const now = depthToday(waiting, depth);
  if (now) return now;
  const room = `${waiting === 0 ? 'None waits' : `${waiting} of ${depth} wait`}, so ${counted(depth - waiting, 'more', 'more')} may come in.`;
  if (quota >= depth) return `${room} One person alone could take every place.`;
  return `${room} One person could take ${quota} of the ${depth} places.`;
}

/** From when on what is shed, and down to where. */
export function sheddingInWords(waiting: number, policy: IntakePolicy): string {
  const { highWatermark: high, lowWatermark: low, depth } = policy;
  if (high === null || low === null)
    return 'Nothing is shed: a full queue refuses at the door, and what waits keeps its place.';
  if (high >= depth)
    return `Nothing is ever shed: only ${depth} may wait, so never more than ${high} do. Set the first number below the depth.`;
  const effect = `As soon as ${high + 1} wait, intangible and then standard requests, the youngest first, are answered “not now” with a date, until ${low} wait. What has a date or can’t wait is never shed.`;
  const left = high - waiting;
  if (left < 0) return `${effect} ${waiting} wait now: the next that comes in sets it off.`;
  const room =
    left === 0 ? 'the next that comes in sets it off' : `${counted(left, 'more', 'more')} may come in before`;
  return `${effect} ${waiting === 0 ? 'None waits' : `${waiting} wait`} now: ${room}.`;
}

/** What the gate does by itself. */
export function gateInWords({ gateByItself }: Pick<IntakePolicy, 'gateByItself'>): string {
  if (!gateByItself) return 'The gate moves only by hand. Late answers and a saturated board do not shut it.';
  return `When an answer is overdue, a request waits twice as long as promised, or the board has been saturated for a day, it lets only urgent requests in; when answers stay late, it shuts. Once all is well it opens again step by step, first ${maxWaitingProbes} requests at a time. What is set by hand stands until its end.`;
}

/** Whether there is enough to choose from. */
export function optionsInWords(waiting: number, minOptions: number): string {
  if (minOptions === 0) return 'Nobody is told when few requests wait.';
  const few = `Fewer than ${minOptions} leave no choice; the board then says so.`;
  const now = waiting === 0 ? 'none waits' : `${waiting} ${waiting === 1 ? 'waits' : 'wait'}`;
  return `${few} Now ${now}: ${waiting < minOptions ? 'that is too few' : 'that is enough'}.`;
}
