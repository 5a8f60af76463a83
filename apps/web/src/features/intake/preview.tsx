import type { Board, Request, User } from '@weir/contract';
import { isDay } from '@/lib/days';
import type { AnswerKind, Draft } from './answer-draft';
import styles from './answer-form.module.css';
import { AnswerLetter } from './answer-letter';

type Props = { me: User; request: Request; board: Board; draft: Draft & { kind: AnswerKind } };

/** The letter as its requester will have it: the same component draws both. */
export function Preview({
  me,
  request,
  board,
  draft: { kind, message, reason, until, classOfService },
}: Props) {
  const isAccept = kind === 'accept';
  return (
    <section className={styles.preview} aria-label="They will read">
      <h3>They will read</h3>
      <AnswerLetter
        zone={board.timeZone}
        letter={{
          title: request.title,
          classOfService: (isAccept && classOfService) || request.classOfService,
          answer: {
            kind,
            reason: isAccept ? null : reason,
            message: message.trim() || null,
            ...(kind === 'defer' && isDay(until) && { until }),
            by: { id: me.id, name: me.name },
            at: null,
          },
          cardRef: isAccept ? `${board.key}-…` : null,
        }}
      />
    </section>
  );
}
