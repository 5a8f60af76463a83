import type { DisplacedNote as Note, NotNowReason } from '@weir/contract';
import { Day, Instant } from '@/components/data/time';
import { reasonWords } from '../words';
import styles from './displaced-note.module.css';

/** As it was written, or as it is being written: then it has no time yet, and perhaps no reason. */
type Displaced = Omit<Note, 'reason' | 'at'> & { reason: NotNowReason | null; at?: string };
type Props = { cardRef: string | null; displaced: Displaced | null; zone: string };

/** What is read by who asked for a card that had to make room for another; who writes it sees the same before it is sent. */
export function DisplacedNote({ cardRef, displaced, zone }: Props) {
  if (!displaced) return null;
  const { reason, message, until, by, at } = displaced;
  return (
    <div className={styles.note}>
      <p>
        <b>{cardRef ?? 'Its card'} made room for another</b>
        {by && `, by ${by.name}`}
        {at && (
          <>
            , <Instant at={at} zone={zone} />
          </>
        )}
        .{' '}
        {until ? (
          <>
            It has left the board; it may be asked again from{' '}
            <b>
              <Day date={until} long />
            </b>{' '}
            on.
          </>
        ) : (
          'It went back to the queue and keeps its answer.'
        )}
      </p>
      {message.trim() && <p className={styles.words}>{message}</p>}
      {reason && reason !== 'other' && <p>{reasonWords[reason].read}</p>}
    </div>
  );
}
