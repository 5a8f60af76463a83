import { WorkingHours } from '@weir/contract';

/** Whether deadlines can be worked out by these hours: while somebody is at it, they may not be whole yet. */
export function isWorkable(hours: WorkingHours | null): boolean {
  return hours === null || WorkingHours.safeParse(hours).success;
}
