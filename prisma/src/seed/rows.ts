import type { PlainDate } from '@weir/domain';
import type * as model from '../generated/client.js';

// The rows of the seed: those of the model, with dates as text and numbers that JSON can hold.

export type CardRow = Omit<model.Card, 'rank' | 'dueOn' | 'updatedAt' | 'externalId' | 'metadata'> & {
  rank: number;
  dueOn: string | null;
};
export type RequestRow = Omit<model.Request, 'neededBy' | 'updatedAt' | 'externalId' | 'metadata'> & {
  neededBy: string | null;
};
type AnswerRow = Omit<model.Answer, 'until'> & { until: string | null };
type EventRow = Omit<model.Event, 'seq' | 'changes'> & { seq: number; changes: object[] };
export type OverrideRow = Omit<model.Override, 'seq'> & { seq: number };
/** The columns that a history sets or reads. The database's defaults fill the others. */
export type IntakeRow = Partial<model.Intake> &
  Pick<
    model.Intake,
    | 'workspaceId'
    | 'boardId'
    | 'depth'
    | 'openPerRequester'
    | 'answerWithinHours'
    | 'graceHours'
    | 'remindBeforeHours'
    | 'timeZone'
    | 'workingHours'
    | 'gate'
    | 'gateReason'
    | 'gateUntil'
  >;
type StepRow = Omit<model.RequestStep, 'seq'> & { seq: number };
type DisplacementRow = Omit<model.Displacement, 'until'> & { until: string | null };
type ClockRow = Omit<model.BoardClock, 'seq'> & { seq: number };

export type LimitTrialRow = Omit<
  model.LimitTrial,
  'limits' | 'startsOn' | 'endsOn' | 'rulesChangedOn' | 'prediction' | 'calendar' | 'outcome'
> & {
  limits: object[];
  startsOn: PlainDate;
  endsOn: PlainDate;
  rulesChangedOn: PlainDate | null;
  prediction: object;
  calendar: object;
  outcome: object | null;
};
export type BoardForecastRow = Omit<model.BoardForecast, 'day' | 'by' | 'due'> & {
  day: PlainDate;
  by: PlainDate | null;
  due: PlainDate;
};

/** The rows of one board by table. */
export type BoardRows = {
  boards: model.Board[];
  boardClock: ClockRow[];
  intakes: IntakeRow[];
  columns: model.Column[];
  swimlanes: model.Swimlane[];
  labels: model.Label[];
  wipLimits: model.WipLimit[];
  overrides: OverrideRow[];
  requests: RequestRow[];
  answers: AnswerRow[];
  requestWatchers: model.RequestWatcher[];
  requestMessages: model.RequestMessage[];
  requestSteps: StepRow[];
  displacements: DisplacementRow[];
  answerTemplates: model.AnswerTemplate[];
  cards: CardRow[];
  cardAssignees: model.CardAssignee[];
  cardLabels: model.CardLabel[];
  cardBlocks: model.CardBlock[];
  comments: model.Comment[];
  doorRefusals: model.DoorRefusal[];
  limitTrials: LimitTrialRow[];
  boardForecasts: BoardForecastRow[];
  requestWaits: model.RequestWait[];
  events: EventRow[];
};
