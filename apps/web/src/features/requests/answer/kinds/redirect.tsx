'use client';

import type { Board, BoardSummary } from '@weir/contract';
import { StateWord } from '@/components/data/state-word';
import { fieldError, ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { RadioGroup } from '@/components/form/radio-group';
import type { AnyProblem } from '@/lib/api/result';
import type { Draft } from '../answer-draft';
import styles from '../answer-form.module.css';
import { useOtherBoards } from '../use-other-boards';

type Props = {
  workspace: string;
  board: Board;
  draft: Draft;
  problem: AnyProblem | null;
  onChange: (part: Partial<Draft>) => void;
};

/** Which other board is to answer, with how full it is: that board takes it, or refuses it as it would its requester. */
export function RedirectFields({ workspace, board, draft, problem, onChange }: Props) {
  const { others, error } = useOtherBoards(workspace, board.key);
  if (error) return <ProblemNotice problem={error.problem} role="status" />;
  if (!others) return <Skeleton height="6rem" />;
  if (others.length === 0) return <p className={styles.hint}>There is no other board in this workspace.</p>;
  const missing = draft.board ? undefined : fieldError(problem, 'board');
  return (
    <RadioGroup
      label="Who is to answer it"
      description="It takes a place in their queue, in its requester’s name, or is refused at their door."
      choices={others.map((each) => ({ id: each.key, label: each.name, description: <Door of={each} /> }))}
      value={draft.board}
      onChange={(key) => onChange({ board: key })}
      {...(missing && { error: missing })}
    />
  );
}

function Door({ of: { pressure, intake } }: { of: BoardSummary }) {
  const { gate, waiting, depth } = intake;
  const isFull = waiting >= depth;
  return (
    <span className={styles.door}>
      <StateWord state={pressure.state} size="small" />
      <span>
        {waiting} of {depth} waiting
      </span>
      {gate.state !== 'open' && <StateWord state={`gate-${gate.state}`} size="small" />}
      {gate.state === 'open' && isFull && (
        <StateWord state="full" size="small">
          It would refuse it
        </StateWord>
      )}
    </span>
  );
}
