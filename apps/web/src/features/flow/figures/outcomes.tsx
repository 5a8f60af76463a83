'use client';

import { type ProblemCode, problems, type RequestFlow } from '@weir/contract';
import { answerKinds } from '@weir/domain';
import { limitSubjectText } from '@weir/words';
import { useFormatter } from 'next-intl';
import { useTranslations } from '@/lib/words/use-translations';
import { Bars } from '../chart/bars';
import { type FigureKind, FlowFigure } from '../figure/flow-figure';
import type { TableOf } from '../figure/table';
import { useFigure } from '../flow-context';

/** What is counted: its name in the file, and its words. */
type Outcome = { id: string; name: string; times: number; board?: string };

/** How requests were answered, the most frequent first. */
export function Answers() {
  const t = useTranslations();
  return (
    <Outcomes
      kind="answers"
      outcomesOf={({ answers }) =>
        answerKinds
          .map((id) => ({
            id,
            name: id === 'shed' ? t('flow.figures.answers.shed') : t(`vocabulary.answers.${id}`),
            times: answers[id] ?? 0,
          }))
          .sort((one, other) => other.times - one.times)
      }
    />
  );
}

/** Why submissions were refused. */
export function Refusals() {
  const t = useTranslations();
  return (
    <Outcomes
      kind="refusals"
      outcomesOf={({ refusals }) =>
        Object.entries(refusals)
          .map(([id, times]) => ({
            id,
            name: id in problems ? t(`problems.${id as ProblemCode}.title`) : id,
            times,
          }))
          .sort((one, other) => other.times - one.times)
      }
    />
  );
}

/** Which limits were overridden most. */
export function Overrides() {
  const t = useTranslations();
  return (
    <Outcomes
      kind="overrides"
      outcomesOf={({ overrides, boards }) =>
        overrides.map(({ board, scope, of, times }) => {
          const subject =
            of === null && scope === 'board' ? t('limits.kind.board') : subjectText(t, scope, of);
          return {
            id: `${scope} ${of ?? ''}`.trim(),
            name: boards.length > 1 ? t('flow.onBoard', { board, name: subject }) : subject,
            board,
            times,
          };
        })
      }
    />
  );
}

type Translate = Parameters<typeof limitSubjectText>[0];

function subjectText(t: Translate, scope: string, of: string | null): string {
  return limitSubjectText(t, { scope: scope as 'column', of: of ?? '' });
}

function Outcomes({
  kind,
  outcomesOf,
}: {
  kind: FigureKind & ('answers' | 'refusals' | 'overrides');
  outcomesOf: (data: RequestFlow) => Outcome[];
}) {
  const t = useTranslations();
  const format = useFormatter();
  const query = useFigure<RequestFlow>('requests');
  const known = (data: RequestFlow) => outcomesOf(data).filter(({ times }) => times > 0);
  return (
    <FlowFigure
      kind={kind}
      query={query}
      isEmpty={(data) => known(data).length === 0}
      chart={(data) => (
        <Bars
          label={t(`flow.figures.${kind}.title`)}
          bars={known(data).map(({ id, name, times, board }) => ({
            id: `${board} ${id}`,
            name,
            amount: times,
            text: format.number(times),
          }))}
        />
      )}
      table={(data): TableOf<Outcome> => ({
        rows: known(data),
        keyOf: ({ id, board }) => `${board} ${id}`,
        columns: [
          ...(kind === 'overrides'
            ? [
                {
                  name: 'board',
                  label: t('flow.columns.board'),
                  value: ({ board }: Outcome) => board ?? null,
                },
              ]
            : []),
          {
            name: kind === 'overrides' ? 'limit' : kind === 'answers' ? 'kind' : 'code',
            label: t(`flow.figures.${kind}.column`),
            value: ({ id }) => id,
            shown: ({ name }) => name,
          },
          { name: 'times', label: t('flow.columns.times'), value: ({ times }) => times },
        ],
      })}
    />
  );
}
