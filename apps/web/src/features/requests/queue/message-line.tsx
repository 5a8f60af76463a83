import type { Message, Request } from '@weir/contract';
import { Instant } from '@/components/data/time';
import { Glyph } from '@/components/icon/glyph';
import styles from './conversation.module.css';

type Props = { message: Message; request: Pick<Request, 'requester'>; zone: string };

/** One message: who, when, and whether it is a question that stopped the clock. */
export function MessageLine({ message: { body, asks, by, at }, request, zone }: Props) {
  const isTheirs = by.id === request.requester.id;
  return (
    <li className={styles.message} data-theirs={isTheirs || undefined}>
      <p className={styles.who}>
        <b>{by.name}</b> {isTheirs && 'asked for this · '}
        <Instant at={at} zone={zone} />
        {asks && (
          <span className={styles.asks}>
            <Glyph name="pause" size={11} /> a question
          </span>
        )}
      </p>
      <p className={styles.body}>{body}</p>
    </li>
  );
}
