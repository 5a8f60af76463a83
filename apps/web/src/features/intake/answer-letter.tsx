import type { Answer, ClassOfService } from '@weir/contract';
import type { ReactNode } from 'react';
import { Instant } from '@/components/time';
import styles from './answer-letter.module.css';
import { AnswerWord } from './answer-word';
import { LetterFacts } from './letter-facts';

/** An answer that was given, or one that is being written and so has no time yet. */
export type Letter = {
  title: string;
  classOfService: ClassOfService;
  answer: Omit<Answer, 'at'> & { at: string | null };
  /** The card that it became; `PLAT-…` while nobody knows the number. */
  cardRef: string | null;
};

/**
 * What a requester reads. The one who answers sees the same before sending it. `footer` holds what the
 * reader can do with it; `zone` is the board's.
 */
export function AnswerLetter({ letter, zone, footer }: { letter: Letter; zone: string; footer?: ReactNode }) {
  const { title, answer } = letter;
  return (
    <div className={styles.letter}>
      <p className={styles.title}>
        <AnswerWord kind={answer.kind} /> <span className={styles.about}>{title}</span>
      </p>
      {answer.message && <p className={styles.message}>{answer.message}</p>}
      <p className={styles.facts}>
        <LetterFacts letter={letter} />
      </p>
      {footer}
      <p className={styles.signed}>
        {answer.by?.name ?? 'Weir, in the team’s name'}
        {answer.at && (
          <>
            , <Instant at={answer.at} zone={zone} />
          </>
        )}
      </p>
    </div>
  );
}
