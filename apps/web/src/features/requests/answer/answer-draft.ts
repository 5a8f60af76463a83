import type { Board, Request, User } from '@weir/contract';
import { fillTemplate, type TemplateValues } from '@weir/domain';
import type { Dates } from '@weir/words';
import type { Letter } from '../letter/answer-letter';
import { accept } from './kinds/accept';
import { type AcceptPartDraft, acceptPart } from './kinds/accept-part';
import { type AnswerKind, type AnswerKindParts, outcomeOf, type SharedDraft } from './kinds/answer-kind';
import { decline } from './kinds/decline';
import { defer } from './kinds/defer';
import { type DuplicateDraft, duplicate } from './kinds/duplicate';
import { type Fault, messageFaults, messageValues } from './kinds/message';
import { type RedirectDraft, redirect } from './kinds/redirect';
import { type TradeDraft, trade } from './kinds/trade';

type KindDrafts = AcceptPartDraft & TradeDraft & DuplicateDraft & RedirectDraft;

/** The kinds of answer, in the order in which they are offered. A new kind is a file and a line here. */
export const answerKinds: readonly Omit<AnswerKindParts<KindDrafts>, 'draft'>[] = [
  accept,
  acceptPart,
  trade,
  defer,
  decline,
  duplicate,
  redirect,
];

/** An answer that is being written. What is typed stays when the kind changes. */
export type Draft = SharedDraft & KindDrafts & { kind: AnswerKind | null };

export const noDraft: Draft = {
  kind: null,
  reason: null,
  message: '',
  until: '',
  classOfService: null,
  ...acceptPart.draft,
  ...trade.draft,
  ...duplicate.draft,
  ...redirect.draft,
};

/** A draft of a request's answer, with all that it depends on. */
export type AnswerInProgress = { draft: Draft; request: Request; board: Board; dates: Dates };

export function partsOf(kind: AnswerKind) {
  return answerKinds.find((each) => each.kind === kind) as (typeof answerKinds)[number];
}

/** The values of the variables in the message. */
export function valuesOf({ draft, request, board, dates }: AnswerInProgress): TemplateValues {
  const hasDay = draft.kind !== null && partsOf(draft.kind).hasDay?.({ draft, request, board });
  return messageValues(request, board, hasDay ? draft.until : '', dates);
}

/** Everything that the draft still lacks, in the order of its fields. */
export function faultsOf(answer: AnswerInProgress): Fault[] {
  const { draft } = answer;
  if (draft.kind === null) return [{ path: 'kind', code: 'kind' }];
  const { faults, isMessageOptional } = partsOf(draft.kind);
  return [...faults(answer), ...messageFaults(draft.message, valuesOf(answer), isMessageOptional)];
}

/** The body that is sent, with the variables filled in. */
export function bodyOf(answer: AnswerInProgress): object {
  const { draft } = answer;
  if (draft.kind === null) return {};
  const { body, withMessage, isMessageOptional } = partsOf(draft.kind);
  const message = fillTemplate(draft.message, valuesOf(answer));
  if (withMessage) return { kind: draft.kind, ...withMessage(body(answer), message) };
  const isLeftOut = isMessageOptional && !message.trim();
  return { kind: draft.kind, ...body(answer), ...(!isLeftOut && { message }) };
}

/** The letter that the requester will read. */
export function letterOf(answer: AnswerInProgress & { draft: { kind: AnswerKind } }, me: User): Letter {
  const { draft, request } = answer;
  const message = fillTemplate(draft.message, valuesOf(answer)).trim() || null;
  const {
    classOfService = request.classOfService,
    cardRef = null,
    ...part
  } = partsOf(draft.kind).letter(answer, message);
  return {
    title: request.title,
    classOfService,
    cardRef,
    answer: {
      kind: outcomeOf(draft.kind),
      reason: null,
      message,
      by: { id: me.id, name: me.name },
      at: null,
      ...part,
    },
  };
}
