'use client';

import { useQuery } from '@tanstack/react-query';
import type { Board, BoardList, BoardSummary } from '@weir/contract';
import { fieldError, ProblemNotice } from '@/components/problem-notice';
import { RadioGroup } from '@/components/radio-group';
import { Skeleton } from '@/components/skeleton';
import { StateWord } from '@/components/state-word';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import type { AnyProblem } from '@/lib/api/result';
import type { Draft } from './answer-draft';
import styles from './answer-form.module.css';

type Props = {
  workspace: string;
  board: Board;
  draft: Draft;
  problem: AnyProblem | null;
  onChange: (part: Partial<Draft>) => void;
};

/** Which other board is to answer, with how full it is: that board takes it, or refuses it as it would its requester. */
export function RedirectFields({ workspace, board, draft, problem, onChange }: Props) {
  const boards = useQuery(reading<BoardList>(`${paths.boards(workspace)}?size=200`));
  if (boards.error) return <ProblemNotice problem={boards.error.problem} role="status" />;
  if (!boards.data) return <Skeleton height="6rem" />;
  const others = boards.data.items.filter(({ key, archivedAt }) => key !== board.key && !archivedAt);
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
