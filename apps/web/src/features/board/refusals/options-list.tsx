import type { WayOut } from '@weir/domain';
import { ignoreSecondPress } from '@/lib/second-press';
import type { Move } from '../moving/use-moves';
import { isNoneEnough, noneEnough } from './option-words';
import { WaysOut } from './options';
import styles from './refusal.module.css';

const mostCards = 3;

type Props = {
  options: readonly WayOut[];
  /** What was refused, where it was a move. */
  move?: Move;
  onSwapped?: (() => void) | undefined;
};

/** The cards that could make way, in the order in which they are first offered. */
export function WaysList({ options, ...rest }: Props) {
  return (
    <>
      {isNoneEnough(options) && <p className={styles.what}>{noneEnough}</p>}
      <ul className={styles.ways} onPointerUpCapture={ignoreSecondPress}>
        {byCard(options).map((ways) => (
          <WaysOut key={ways[0].card.number} ways={ways} {...rest} />
        ))}
      </ul>
    </>
  );
}

/** What can be done with a card stands in one place. */
function byCard(options: readonly WayOut[]): [WayOut, ...WayOut[]][] {
  const cards = Map.groupBy(options, (way) => way.card.number);
  return [...cards.values()].slice(0, mostCards) as [WayOut, ...WayOut[]][];
}
