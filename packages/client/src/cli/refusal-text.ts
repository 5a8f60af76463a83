import type { Problem, Refused } from '../index.js';
import type { Words } from './words.js';

/** What is refused, why, and what can be done, one line each. `url` is the address of the API. */
export function refusalText({ problem, retryAfter }: Refused, url: string, words: Words, now: Date): string {
  const steps = [...waysOut(problem, words), ...faults(problem), ...later(retryAfter, words, now)];
  const page = words.more(new URL(problem.type, url).href);
  return [`${problem.title}.`, problem.detail, ...steps.map((step) => `- ${step}`), page].join('\n');
}

/** What makes room in a full place. */
function waysOut(problem: Problem, words: Words): string[] {
  if (problem.code !== 'wip-limit-reached') return [];
  return problem.options.map(({ kind, card, suffices }) => {
    return `${words[kind](card.ref)}: ${card.title}${suffices ? '' : ` ${words.notEnough}`}`;
  });
}

function faults(problem: Problem): string[] {
  return 'errors' in problem && Array.isArray(problem.errors)
    ? problem.errors.map(({ path, message }) => `${path}: ${message}`)
    : [];
}

function later(retryAfter: number | null, words: Words, now: Date): string[] {
  if (retryAfter === null) return [];
  const at = new Date(now.getTime() + retryAfter * 1000);
  return [words.tryAgain(durationText(retryAfter, words), `${at.toISOString().slice(0, 19)}Z`)];
}

/** “45 seconds”, “12 minutes”, “3 hours”, “2 days”: rounded up, so that it is not too early. */
function durationText(seconds: number, { units: names }: Words): string {
  const units = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ] as const;
  const [unit, size] = units.find(([, each]) => seconds >= 2 * each) ?? (['second', 1] as const);
  const count = Math.ceil(seconds / size);
  return `${count} ${names[unit][count === 1 ? 0 : 1]}`;
}
