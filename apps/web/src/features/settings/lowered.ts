import { inWord } from '@/features/requests/words';

/** What a depth of the intake means today, where it is not simply more room; null where it is. */
export function depthToday(waiting: number, depth: number): string | null {
  if (depth === 0) return 'This closes the intake: nobody can ask.';
  if (waiting < depth) return null;
  const leave = waiting - depth + 1;
  const wait = waiting === 1 ? 'One waits' : `${waiting} wait`;
  return `${wait}: nothing comes in until ${inWord(leave)} ${leave === 1 ? 'is' : 'are'} answered.`;
}
