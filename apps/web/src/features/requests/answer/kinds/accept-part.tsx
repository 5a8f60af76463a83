'use client';

import { FormRow } from '@/components/form/form';
import { TextField } from '@/components/form/text-field';
import { isDay } from '@/lib/days';
import { useTranslations } from '@/lib/words/use-translations';
import { type AcceptDraft, accept } from './accept';
import type { AnswerKindParts, KindFieldsProps } from './answer-kind';
import { ReasonField, UntilField } from './fields';
import { dayFaults, type Fault } from './message';

/** In characters, as the API counts them. */
const longestTitle = 200;

export type AcceptPartDraft = AcceptDraft & {
  /** The title of the card. Null: not typed yet, that of the request. */
  partTitle: string | null;
  /** The title of the request for the remaining part. */
  restTitle: string;
};

/** A part becomes a card. The remaining part is not now: its requester gets a ticket for it. The message is about the remaining part. */
export const acceptPart: AnswerKindParts<AcceptPartDraft> = {
  kind: 'acceptPart',
  shortcut: 'p',
  draft: { ...accept.draft, partTitle: null, restTitle: '' },
  hasDay: () => true,
  Fields,
  faults: ({ draft: { partTitle, restTitle, reason, until }, request, board }) => [
    ...titleFaults('partTitle', partTitle ?? request.title),
    ...titleFaults('restTitle', restTitle),
    ...(reason ? [] : [{ path: 'reason', code: 'reason' } as const]),
    ...dayFaults(until, board.today),
  ],
  body: (answering) => {
    const { partTitle, restTitle, reason, until } = answering.draft;
    const title = partTitle ?? answering.request.title;
    return { ...accept.body(answering), title, rest: { title: restTitle, reason, until } };
  },
  withMessage: (body, message) => ({
    ...body,
    rest: { ...('rest' in body && (body.rest as object)), message },
  }),
  letter: (answering, message) => {
    const { partTitle, restTitle, reason, until } = answering.draft;
    const rest = { number: 0, ref: `${answering.board.key}-R…`, title: restTitle, reason, message };
    return {
      ...accept.letter(answering, message),
      kind: 'accept',
      part: partTitle ?? answering.request.title,
      message: null,
      ...(isDay(until) && { rest: { ...rest, until } }),
    };
  },
};

function titleFaults(path: 'partTitle' | 'restTitle', title: string): Fault[] {
  if (!title.trim()) return [{ path, code: path }];
  return [...title.trim()].length > longestTitle ? [{ path, code: 'titleTooLong' }] : [];
}

function Fields(props: KindFieldsProps<AcceptPartDraft>) {
  const t = useTranslations();
  const { draft, request, change, errorAt } = props;
  const { Fields: Place } = accept;
  return (
    <>
      <TextField
        label={t('answers.part.title')}
        value={draft.partTitle ?? request.title}
        error={errorAt('partTitle')}
        onChange={(partTitle) => change({ partTitle })}
      />
      <Place {...props} />
      <TextField
        label={t('answers.part.rest')}
        value={draft.restTitle}
        error={errorAt('restTitle')}
        onChange={(restTitle) => change({ restTitle })}
      />
      <FormRow>
        <ReasonField
          value={draft.reason}
          error={errorAt('reason')}
          onChange={(reason) => change({ reason })}
        />
        <UntilField
          label={t('answers.part.until')}
          value={draft.until}
          error={errorAt('until')}
          onChange={(until) => change({ until })}
        />
      </FormRow>
    </>
  );
}
