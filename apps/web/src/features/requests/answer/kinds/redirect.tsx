'use client';

import { useQuery } from '@tanstack/react-query';
import type { BoardList, BoardSummary } from '@weir/contract';
import { RadioGroup } from '@/components/choice/radio-group';
import { StateWord } from '@/components/data/state-word';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { reading } from '@/lib/api/query';
import { useBoardKey } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import type { AnswerKindParts, KindFieldsProps } from './answer-kind';
import styles from './kinds.module.css';

export type RedirectDraft = {
  /** The key of the board that is to answer. */
  board: string | null;
};

/** Another board answers: the request joins its intake queue in the requester's name, or is refused there. */
export const redirect: AnswerKindParts<RedirectDraft> = {
  kind: 'redirect',
  shortcut: 'r',
  draft: { board: null },
  Fields,
  faults: ({ draft: { board } }) => (board ? [] : [{ path: 'board', code: 'board' }]),
  body: ({ draft: { board } }) => ({ board }),
  letter: ({ draft: { board } }) => (board ? { redirectedTo: { board, number: 1, ref: `${board}-R…` } } : {}),
};

/** The boards that a request can be redirected to. The form reads them early, so that they are there at once. */
export function useOtherBoards() {
  const { slug } = useWorkspace();
  const boardKey = useBoardKey();
  const { data, error } = useQuery(reading<BoardList>(`${workspacePaths.boards(slug)}?size=200`));
  const others = data?.items.filter(({ key, archivedAt }) => key !== boardKey && !archivedAt);
  return { others, error };
}

function Fields({ draft, change, errorAt }: KindFieldsProps<RedirectDraft>) {
  const t = useTranslations();
  const { others, error } = useOtherBoards();
  if (error) return <ProblemNotice problem={error.problem} role="status" />;
  if (!others) return <Skeleton height="6rem" />;
  if (others.length === 0) return <p className={styles.hint}>{t('answers.redirect.noBoard')}</p>;
  return (
    <RadioGroup
      label={t('answers.redirect.board')}
      description={t('answers.redirect.boardHelp')}
      choices={others.map((each) => ({
        id: each.key,
        label: each.name,
        description: <Admission board={each} />,
      }))}
      value={draft.board}
      onChange={(board) => change({ board })}
      error={errorAt('board')}
    />
  );
}

/** Whether the other board would take it now. */
function Admission({ board: { pressure, intake } }: { board: BoardSummary }) {
  const t = useTranslations();
  const { gate, waiting, depth } = intake;
  return (
    <span className={styles.admission}>
      <StateWord state={pressure.state} size="small" />
      <span>{t('answers.redirect.waiting', { waiting, depth })}</span>
      {gate.state !== 'open' && <StateWord state={`gate-${gate.state}`} size="small" />}
      {gate.state === 'open' && waiting >= depth && (
        <StateWord state="full" size="small">
          {t('answers.redirect.wouldRefuse')}
        </StateWord>
      )}
    </span>
  );
}
