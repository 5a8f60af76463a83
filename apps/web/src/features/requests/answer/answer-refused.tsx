import type { Board } from '@weir/contract';
import Link from 'next/link';
import { useFormatter } from 'next-intl';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { optionText } from '@/features/board/refusals/option-words';
import type { AnyProblem } from '@/lib/api/result';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './answer-form.module.css';

/** Why the answer was not taken. The request waits on, and what was typed is still there. */
export function AnswerRefused({
  problem,
  workspace,
  board,
}: {
  problem: AnyProblem;
  workspace: string;
  board: Board;
}) {
  const t = useTranslations();
  const format = useFormatter();
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
          {problem.options.map((way) => (
            <li key={`${way.kind} ${way.card.number}`}>
              <Link href={`/${workspace}/${board.key}?card=${way.card.number}`}>
                {way.card.ref} {way.card.title}
              </Link>
              : {optionText(t, (names) => format.list(names), board, way)}
            </li>
          ))}
        </ul>
      )}
    </ProblemNotice>
  );
}
