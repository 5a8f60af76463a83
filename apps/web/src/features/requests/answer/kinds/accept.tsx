'use client';

import { Notice } from '@/components/feedback/notice';
import { FormRow } from '@/components/form/form';
import { Select } from '@/components/form/select';
import { laneName } from '@/lib/board/cells';
import { useTranslations } from '@/lib/words/use-translations';
import type { AnswerKindParts, KindFieldsProps } from './answer-kind';
import { columnEntries, type Entry, entryOf, laneEntries, limitsText, noLane, proposedCard } from './entry';
import { ClassField } from './fields';

export type AcceptDraft = {
  /** Null: the first queue column. */
  columnId: string | null;
  /** Null: the first swimlane. `noLane`: none. */
  swimlaneId: string | null;
};

/** The request becomes a card. */
export const accept: AnswerKindParts<AcceptDraft> = {
  kind: 'accept',
  shortcut: 'a',
  draft: { columnId: null, swimlaneId: null },
  isMessageOptional: true,
  Fields,
  faults: () => [],
  body: ({ draft, request, board }) => {
    const { swimlaneId } = entryOf(board, proposedCard(draft, request));
    return {
      ...(draft.columnId && { columnId: draft.columnId }),
      ...(swimlaneId && { swimlaneId }),
      ...(draft.classOfService && { classOfService: draft.classOfService }),
    };
  },
  letter: ({ draft, request, board }) => ({
    classOfService: draft.classOfService ?? request.classOfService,
    cardRef: `${board.key}-…`,
  }),
};

function Fields({ draft, request, board, change }: KindFieldsProps<AcceptDraft>) {
  const t = useTranslations();
  const card = proposedCard(draft, request);
  const entry = entryOf(board, card);
  const isRefused = entry.broken.length > 0 && !entry.isOverridable;
  const option = ({ broken, exceeded, isOverridable }: Entry) => ({
    description:
      limitsText(t, broken) ||
      (exceeded.length > 0
        ? t('answers.accept.recordedOption', { limits: limitsText(t, exceeded) })
        : undefined),
    isDisabled: broken.length > 0 && !isOverridable,
  });
  return (
    <>
      <FormRow>
        <Select
          label={t('card.column')}
          options={columnEntries(board, card).map((each) => ({
            id: each.column.id,
            label: each.column.name,
            ...option(each),
          }))}
          value={entry.column.id}
          onChange={(columnId) => change({ columnId })}
          error={isRefused ? limitsText(t, entry.broken) : undefined}
        />
        {board.swimlanes.length > 0 && (
          <Select
            label={t('card.lane')}
            options={laneEntries(board, card).map((each) => ({
              id: each.swimlaneId ?? noLane,
              label: laneName(t, board, each.swimlaneId),
              ...option(each),
            }))}
            value={entry.swimlaneId ?? noLane}
            onChange={(swimlaneId) => change({ swimlaneId })}
          />
        )}
        <ClassField
          requested={request.classOfService}
          value={draft.classOfService}
          onChange={(classOfService) => change({ classOfService })}
        />
      </FormRow>
      {entry.exceeded.length > 0 && (
        <Notice tone="warn" title={limitsText(t, entry.exceeded)} role="status">
          {t('answers.accept.recorded')}
        </Notice>
      )}
    </>
  );
}
