import type { ReactNode } from 'react';
import { Instant } from '@/components/data/time';
import styles from './answer-letter.module.css';
import { AnswerWord } from './answer-word';
import { type Letter, LetterFacts, type Place } from './letter-facts';

/**
 * What a requester reads. The one who answers sees the same before sending it. `footer` holds what the
 * reader can do with it; `zone` is the board's. With `at`, what is named is linked.
 */
export function AnswerLetter({
  letter,
  zone,
  at,
  footer,
}: {
  letter: Letter;
  zone: string;
  at?: Place;
  footer?: ReactNode;
}) {
  const { title, answer } = letter;
  return (
    <div className={styles.letter}>
      <p className={styles.title}>
        <AnswerWord kind={answer.kind} /> <span className={styles.about}>{title}</span>
      </p>
      {answer.message && (
        <p className={styles.message} dir="auto">
          {answer.message}
        </p>
      )}
      <p className={styles.facts}>
        <LetterFacts letter={letter} at={at} />
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
