import type { Board, PassedLimit } from '@weir/contract';
import Link from 'next/link';
import lines from '@/components/lines.module.css';
import { StateWord } from '@/components/state-word';
import { Instant } from '@/components/time';
import styles from './overrides.module.css';

type Props = { passed: PassedLimit; workspace: string; board: Board };

/** One limit that was passed: which, how full it was, with which cards, why, by whom and when. */
export function PassedLine({ passed, workspace, board }: Props) {
  const { mode, reason, limit, max, load, gain, cards, by, at } = passed;
  return (
    <li className={lines.line}>
      <div className={styles.what}>
        <b>{limit.of}</b>
        <StateWord state="over" size="small">
          {load + gain} of {max}
        </StateWord>
      </div>
      <div className={styles.why}>
        {reason ? (
          <p dir="auto">{reason}</p>
        ) : (
          <p className={styles.soft}>{mode === 'warn' ? 'Only warned' : 'Without a reason'}</p>
        )}
        <ul className={styles.cards} aria-label="Cards">
          {cards.map(({ number, ref, title }) => (
            <li key={number}>
              <Link href={`/${workspace}/${board.key}?card=${number}`}>{ref}</Link> {title}
            </li>
          ))}
        </ul>
      </div>
      <p className={lines.by}>
        {by?.name ?? 'Plain SQL'}
        <br />
        <Instant at={at} zone={board.timeZone} />
      </p>
    </li>
  );
}
