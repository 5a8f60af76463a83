import type { Answer, ClassOfService } from '@weir/contract';
import type { ReactNode } from 'react';
import { Day, Instant } from '@/components/time';
import styles from './answer-letter.module.css';
import { AnswerWord } from './answer-word';
import { classWords, reasonWords } from './words';

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
  const { title, answer, classOfService, cardRef } = letter;
  return (
    <div className={styles.letter}>
      <p className={styles.title}>
        <AnswerWord kind={answer.kind} /> <span className={styles.about}>{title}</span>
      </p>
      {answer.message && <p className={styles.message}>{answer.message}</p>}
      <p className={styles.facts}>
        {answer.reason && answer.reason !== 'other' && <span>{reasonWords[answer.reason].read} </span>}
        {cardRef && answer.kind === 'accept' && (
          <span>
            It is card <b>{cardRef}</b> on the team’s board now.{' '}
          </span>
        )}
        {answer.kind === 'defer' && answer.until && (
          <span>
            It may be asked again from{' '}
            <b>
              <Day date={answer.until} long />
            </b>{' '}
            on; it will then be first among {classWords[classOfService].among} requests.
          </span>
        )}
        {answer.kind === 'withdrawn' && <span>It was taken back before it had an answer.</span>}
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
