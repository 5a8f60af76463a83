import type { Deferrals, WeeklyCapacity } from '@weir/contract';
import { counted } from '../words';

/** What a week is promised already, and what it would be with so many more. */
export type Promise = { said: string; warning: string | null };

/** `monday` names the week, `more` how many would be deferred to it now. */
export function promiseOf({ capacity, weeks }: Deferrals, monday: string, more = 1): Promise {
  const week = weeks.find(({ from }) => from === monday);
  const due = week?.tickets.filter(({ used }) => !used).length ?? 0;
  const promised =
    due === 0
      ? 'No ticket is due that week yet'
      : `${counted(due, 'ticket')} ${due === 1 ? 'is' : 'are'} due that week`;
  const said = `${capital(promised)}; ${deliveredSaid(capacity)}.`;
  if ('unknown' in capacity || due + more <= capacity.p50) return { said, warning: null };
  const all = due + more;
  return {
    said,
    warning: `${all === 1 ? 'One request' : `${all} requests`} would be promised to a week that delivers ${capacity.p50} as likely as not.`,
  };
}

/** What a week delivers, in half a sentence. */
export function deliveredSaid(capacity: WeeklyCapacity): string {
  if ('unknown' in capacity) return 'nobody knows what a week delivers';
  const { p15, p50 } = capacity;
  return p15 === p50
    ? `a week delivers ${p50}`
    : `a week delivers ${p50} as likely as not, and ${p15} almost surely`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
