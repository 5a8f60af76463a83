import { room } from '@weir/domain';
import { inWord } from '@/features/intake/words';

/** What a limit of a column means today, where it is not simply more room; null where it is. */
export function limitToday(load: number, max: number | null): string | null {
  if (max === null) return null;
  const { state, over } = room({ load, max });
  const stand = load === 1 ? 'One card stands there' : `${load} cards stand there`;
  if (max === 0)
    return load === 0
      ? 'This closes it: nothing enters.'
      : `This closes it: ${stand.toLowerCase()} and may leave, nothing enters.`;
  if (state === 'over') return `${stand}: nothing enters until ${inWord(over + 1)} have left.`;
  if (state === 'full') return `${stand}: nothing enters until one has left.`;
  return null;
}

/** The same of the queue of requests. */
export function depthToday(waiting: number, depth: number): string | null {
  if (depth === 0) return 'This closes the intake: nobody can ask.';
  if (waiting < depth) return null;
  const leave = waiting - depth + 1;
  const wait = waiting === 1 ? 'One waits' : `${waiting} wait`;
  return `${wait}: nothing comes in until ${inWord(leave)} ${leave === 1 ? 'is' : 'are'} answered.`;
}
