import type { AcceptedCard } from '@weir/contract';
import { Instant } from '@/components/data/time';
import styles from '../mine/my-board-requests.module.css';

/** Why the card of an accepted request was put back to the queue. */
export function PutBackNote({ card, zone }: { card: AcceptedCard | null; zone: string }) {
  const note = card?.putBack;
  if (!note) return null;
  return (
    <div className={styles.note}>
      <p>
        <b>{card.ref} was put back to the queue</b>
        {note.by && ` by ${note.by.name}`}, <Instant at={note.at} zone={zone} />: {note.reason}
      </p>
      {note.message && <p>{note.message}</p>}
    </div>
  );
}
