import type { Request } from '@weir/contract';
import { Day, Instant } from '@/components/time';
import { reasonWords } from '@/features/intake/words';
import styles from './own-requests.module.css';

/** What its requester reads when the card of an accepted request had to make room for another. */
export function DisplacedNote({ request: { card, displaced }, zone }: { request: Request; zone: string }) {
  if (!displaced) return null;
  const { reason, message, until, by, at } = displaced;
  return (
    <div className={styles.note}>
      <p>
        <b>{card?.ref ?? 'Its card'} made room for another</b>
        {by && `, by ${by.name}`}, <Instant at={at} zone={zone} />.{' '}
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
      <p>{message}</p>
      {reason !== 'other' && <p>{reasonWords[reason].read}</p>}
    </div>
  );
}
