import {
  answerKinds,
  classesOfService,
  columnKinds,
  fieldKinds,
  gateStates,
  halves,
  labelColours,
  limitModes,
  linkKinds,
  notNowReasons,
  pressureStates,
  waitStates,
} from '@weir/domain';
import { z } from 'zod';

export const ClassOfService = z.enum(classesOfService).meta({ id: 'ClassOfService' });
export type ClassOfService = z.infer<typeof ClassOfService>;

export const ColumnKind = z.enum(columnKinds).meta({ id: 'ColumnKind' });
export type ColumnKind = z.infer<typeof ColumnKind>;

/** The two halves of a split column. */
export const Half = z.enum(halves).meta({ id: 'Half' });
export type Half = z.infer<typeof Half>;

export const LinkKind = z.enum(linkKinds).meta({ id: 'LinkKind' });
export type LinkKind = z.infer<typeof LinkKind>;

export const LabelColour = z.enum(labelColours).meta({ id: 'LabelColour' });
export type LabelColour = z.infer<typeof LabelColour>;

export const FieldKind = z.enum(fieldKinds).meta({ id: 'FieldKind' });
export type FieldKind = z.infer<typeof FieldKind>;

export const LimitMode = z.enum(limitModes).meta({ id: 'LimitMode' });
export type LimitMode = z.infer<typeof LimitMode>;

export const GateState = z.enum(gateStates).meta({ id: 'GateState' });
export type GateState = z.infer<typeof GateState>;

export const PressureState = z.enum(pressureStates).meta({ id: 'PressureState' });
export type PressureState = z.infer<typeof PressureState>;

export const AnswerKind = z.enum(answerKinds).meta({ id: 'AnswerKind' });
export type AnswerKind = z.infer<typeof AnswerKind>;

export const NotNowReason = z.enum(notNowReasons).meta({ id: 'NotNowReason' });
export type NotNowReason = z.infer<typeof NotNowReason>;

export const WaitState = z.enum(waitStates).meta({ id: 'WaitState' });
export type WaitState = z.infer<typeof WaitState>;
