import type { Problem, Refused } from '../index.js';

/** What is refused, why, and what can be done, one line each. `url` is the address of the API. */
export function refusalText({ problem, retryAfter }: Refused, url: string, now: Date): string {
  const steps = [...waysOut(problem), ...faults(problem), ...later(retryAfter, now)];
  const page = new URL(problem.type, url).href;
  return [`${problem.title}.`, problem.detail, ...steps.map((step) => `- ${step}`), `More: ${page}`].join(
    '\n',
  );
}

/** What makes room in a full place. */
function waysOut(problem: Problem): string[] {
  if (problem.code !== 'wip-limit-reached') return [];
  return problem.options.map(({ kind, card, suffices }) => {
    const step = {
      finish: `Finish ${card.ref}`,
      swap: `Swap with ${card.ref}`,
      putBack: `Put back ${card.ref}`,
    }[kind];
    return `${step}: ${card.title}${suffices ? '' : ' (not enough by itself)'}`;
  });
}

function faults(problem: Problem): string[] {
  return 'errors' in problem && Array.isArray(problem.errors)
    ? problem.errors.map(({ path, message }) => `${path}: ${message}`)
    : [];
}

function later(retryAfter: number | null, now: Date): string[] {
  if (retryAfter === null) return [];
  const at = new Date(now.getTime() + retryAfter * 1000);
  return [`Try again in ${durationText(retryAfter)}, at ${at.toISOString().slice(0, 19)}Z.`];
}

/** “45 seconds”, “12 minutes”, “3 hours”, “2 days”: rounded up, so that it is not too early. */
function durationText(seconds: number): string {
  const units = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ] as const;
  const [unit, size] = units.find(([, each]) => seconds >= 2 * each) ?? ['second', 1];
  const count = Math.ceil(seconds / size);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
