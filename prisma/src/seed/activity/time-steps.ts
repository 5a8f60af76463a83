import { minute, type WorkingDay } from '../calendar.js';

export const stepHours = 0.25;
const stepsADay = 36;

/** A quarter of a working hour: its index in the day and the working days left until the end. */
export type Step = { at: Date; ofDay: number; day: WorkingDay; left: number };

/** All whole steps of these days. */
export function timeSteps(days: WorkingDay[]): Step[] {
  const steps = days.flatMap((day) => {
    const count = Math.floor((day.end.getTime() - day.start.getTime()) / (15 * minute));
    return Array.from({ length: count }, (_, ofDay) => ({
      at: new Date(day.start.getTime() + ofDay * 15 * minute),
      ofDay,
      day,
      left: 0,
    }));
  });
  steps.forEach((step, index) => {
    step.left = (steps.length - index) / stepsADay;
  });
  return steps;
}
