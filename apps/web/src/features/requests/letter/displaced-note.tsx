import type { DisplacedNote as Note, NotNowReason } from '@weir/contract';
import type { ReactNode } from 'react';
import { Day, Instant } from '@/components/data/time';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './displaced-note.module.css';

/** A note that was sent, or one being written, which has no time and perhaps no reason yet. */
type Displaced = Omit<Note, 'reason' | 'at'> & { reason: NotNowReason | null; at?: string };
type Props = { cardRef: string | null; displaced: Displaced | null; zone?: string };

/** What the requester of a card reads when it made room for another. The writer sees the same before sending it. */
export function DisplacedNote({ cardRef, displaced, zone }: Props) {
  const t = useTranslations();
  if (!displaced) return null;
  const { reason, message, until, by, at } = displaced;
  const marks = {
    b: (text: ReactNode) => <b>{text}</b>,
    until: () => <b>{until && <Day date={until} long />}</b>,
  };
  return (
    <div className={styles.note}>
      <p>
        {cardRef
          ? t.rich(until ? 'answers.displaced.gone' : 'answers.displaced.back', { ref: cardRef, ...marks })
          : t.rich(until ? 'answers.displaced.goneUnnamed' : 'answers.displaced.backUnnamed', marks)}
      </p>
      {message.trim() && <p className={styles.words}>{message}</p>}
      {reason && reason !== 'other' && <p>{t(`vocabulary.reasonSentences.${reason}`)}</p>}
      {by && (
        <p className={styles.signed}>
          {at
            ? t.rich('answers.letter.signed', {
                name: by.name,
                at: () => <Instant at={at} {...(zone && { zone })} />,
              })
            : by.name}
        </p>
      )}
    </div>
  );
}
