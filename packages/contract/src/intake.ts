import { z } from 'zod';
import { Gate } from './gate.js';
import { TimeZone } from './time.js';

/** How many requests may wait; 0 closes the intake. */
export const Depth = z.int().min(0).max(500);
export type Depth = z.infer<typeof Depth>;

const policy = {
  depth: Depth,
  /** How many requests of one person may wait at a time. */
  openPerRequester: z.int().min(1).max(500),
  /** Plain hours from submission to the time by which an answer is due: up to 90 days. */
  answerWithinHours: z.int().min(1).max(2160),
  timeZone: TimeZone,
};

export const IntakePolicy = z.strictObject(policy).meta({ id: 'IntakePolicy' });
export type IntakePolicy = z.infer<typeof IntakePolicy>;

/** What is not named stays as it is; on a new board, as the default says. */
export const IntakePolicyChange = IntakePolicy.partial().meta({ id: 'IntakePolicyChange' });
export type IntakePolicyChange = z.infer<typeof IntakePolicyChange>;

/** The policy, the gate, and how many requests wait. */
export const Intake = z
  .strictObject({ ...policy, gate: Gate, waiting: z.int().min(0) })
  .meta({ id: 'Intake' });
export type Intake = z.infer<typeof Intake>;
