import type { Card, NotNowReason, User } from '@weir/contract';
import letter from '../../letter/answer-letter.module.css';
import { DisplacedNote } from '../../letter/displaced-note';
import styles from '../answer-form.module.css';

type Props = {
  me: User;
  card: Card;
  message: string;
  reason: NotNowReason | null;
  until: string | null;
  zone: string;
};

/** What is read by who asked for the card that makes way; where nobody did, that nobody else is told. */
export function DisplacedPreview({ me, card, message, reason, until, zone }: Props) {
  const asker = card.request?.requester.name;
  if (!asker)
    return <p className={styles.hint}>Nobody asked for {card.ref} by a request: nobody else is told.</p>;
  return (
    <section className={styles.preview} aria-label={`Who asked for ${card.ref} will read`}>
      <h3>
        {asker}, who asked for {card.ref}, will read
      </h3>
      <div className={letter.letter}>
        <p className={letter.about}>{card.title}</p>
        <DisplacedNote
          cardRef={card.ref}
          displaced={{ reason, message, until, by: { id: me.id, name: me.name } }}
          zone={zone}
        />
      </div>
    </section>
  );
}
