import type { GateCause, HistoryFact, NoticeFacts, PressureReason, UnknownForecast } from '@weir/domain';
import type { Words } from '../words.js';
import { type BlockReason, blockReasonText } from './block-reasons.js';
import { type DigestSuggestionFact, digestEvidenceText, digestSuggestionText } from './digest.js';
import { type ForecastRecordFact, forecastRecordText } from './flow/forecast-records.js';
import { type UnstableWindow, unknownForecastText, unstableWindowText } from './flow/forecasts.js';
import { type WhatIfFact, whatIfText } from './flow/what-if.js';
import { historyText } from './history.js';
import { gateCauseText } from './intake/gate.js';
import { pressureReasonText } from './intake/pressure.js';
import { type SystemAnswer, systemAnswerText } from './intake/system-answers.js';
import { noticeText } from './notices/notices.js';
import { problemText, type RefusalFacts } from './refusals/problems.js';
import { type StepReason, stepReasonText } from './steps.js';

/** The texts that are kept and passed on as codes and facts, and worded for the person who reads them. */
export type CodedText =
  /** Why a card is blocked, where the system blocked it. */
  | { $text: 'blockReason'; facts: BlockReason }
  /** The board that holds up the most work, and why. */
  | { $text: 'bottleneck'; facts: { of: string; level: number; count: number } }
  /** What to do after a week of a board, and the figures that it rests on. */
  | { $text: 'digestSuggestion'; facts: DigestSuggestionFact }
  | { $text: 'digestEvidence'; facts: DigestSuggestionFact }
  /** Why no expectation is proposed for a class. */
  | { $text: 'fewForServiceLevel'; facts: { sample: number; fewest: number } }
  | { $text: 'forecast'; facts: UnknownForecast }
  /** What is wrong with forecasts that were given, or why nobody knows. */
  | { $text: 'forecastRecord'; facts: ForecastRecordFact }
  | { $text: 'gateCause'; facts: GateCause }
  | { $text: 'history'; facts: HistoryFact }
  | { $text: 'noticeTitle'; facts: NoticeFacts }
  | { $text: 'noticeText'; facts: NoticeFacts }
  | { $text: 'pressure'; facts: PressureReason }
  /** Why a call would be refused, in an answer that itself is not a refusal. */
  | { $text: 'refusal'; facts: RefusalFacts }
  | { $text: 'stepReason'; facts: StepReason }
  | { $text: 'systemAnswer'; facts: SystemAnswer }
  | { $text: 'unstableWindow'; facts: UnstableWindow }
  | { $text: 'whatIf'; facts: WhatIfFact };

/** Marks facts as a text of a kind. SQL makes the same with `jsonb_build_object('$text', …, 'facts', …)`. */
export function coded<Name extends CodedText['$text']>(
  name: Name,
  facts: Extract<CodedText, { $text: Name }>['facts'],
): CodedText {
  return { $text: name, facts } as CodedText;
}

/** Replaces every coded text in a value, however deep, by its text for a reader. */
export function worded(words: Words, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return mapped(value, (each) => worded(words, each));
  if (!isPlain(value)) return value;
  if ('$text' in value) {
    const { $text, facts } = value as CodedText;
    return text(words, { $text, facts: worded(words, facts) } as CodedText);
  }
  let changed: Record<string, unknown> | null = null;
  for (const [name, part] of Object.entries(value)) {
    const after = worded(words, part);
    if (after === part) continue;
    changed ??= { ...value };
    changed[name] = after;
  }
  return changed ?? value;
}

function text(words: Words, { $text, facts }: CodedText): string {
  switch ($text) {
    case 'blockReason':
      return blockReasonText(words.t, facts);
    case 'bottleneck':
      return words.t('waits.map.bottleneckText', facts);
    case 'digestSuggestion':
      return digestSuggestionText(words, facts);
    case 'digestEvidence':
      return digestEvidenceText(words, facts);
    case 'fewForServiceLevel':
      return words.t('serviceLevels.proposal.few', facts);
    case 'forecast':
      return unknownForecastText(words, facts);
    case 'forecastRecord':
      return forecastRecordText(words, facts);
    case 'gateCause':
      return gateCauseText(words.t, facts);
    case 'history':
      return historyText(words, facts);
    case 'noticeTitle':
      return noticeText(words, facts).title;
    case 'noticeText':
      return noticeText(words, facts).text;
    case 'pressure':
      return pressureReasonText(words.t, facts);
    case 'refusal':
      return problemText(words, facts).detail;
    case 'stepReason':
      return stepReasonText(words.t, facts);
    case 'systemAnswer':
      return systemAnswerText(words, facts);
    case 'unstableWindow':
      return unstableWindowText(words, facts);
    case 'whatIf':
      return whatIfText(words, facts);
  }
}

/** Returns the same array if nothing changes, so that large values without texts are not copied. */
function mapped(values: unknown[], change: (value: unknown) => unknown): unknown[] {
  const after = values.map(change);
  return after.some((each, at) => each !== values[at]) ? after : values;
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
