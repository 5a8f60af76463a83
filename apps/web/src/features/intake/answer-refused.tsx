import Link from 'next/link';
import { ProblemNotice } from '@/components/problem-notice';
import type { AnyProblem } from '@/lib/api/result';
import styles from './answer-form.module.css';

const ways = { finish: 'Finish', swap: 'Swap with', putBack: 'Put back' } as const;

/** Why the answer was not taken. The request waits on, and what was typed is still there. */
export function AnswerRefused({
  problem,
  workspace,
  boardKey,
}: {
  problem: AnyProblem;
  workspace: string;
  boardKey: string;
}) {
  if (problem.code === 'precondition-failed')
    return (
      <ProblemNotice problem={problem}>
        <p>Its requester changed it while you wrote. Read it above, then send the answer that still fits.</p>
      </ProblemNotice>
    );
  if (problem.code !== 'wip-limit-reached') return <ProblemNotice problem={problem} />;
  return (
    <ProblemNotice problem={problem}>
      <p>
        The request still waits, and nobody was told anything. Make room, choose another column, or answer
        otherwise.
      </p>
      {problem.options.length > 0 && (
        <ul className={styles.ways}>
          {problem.options.map(({ kind, card }) => (
            <li key={`${kind} ${card.number}`}>
              {ways[kind]}{' '}
              <Link href={`/${workspace}/${boardKey}?card=${card.number}`}>
                {card.ref} {card.title}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </ProblemNotice>
  );
}
