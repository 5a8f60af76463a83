'use client';

import type { Request } from '@weir/contract';
import { ClassMark } from '@/features/board/card/class-mark';
import { PickBox } from '../bulk/pick-box';
import { DueWord } from '../due-word';
import type { Picked } from './bulk/picking';
import styles from './waiting-list.module.css';

type Props = {
  waiting: Request[];
  chosen: number | null;
  zone: string;
  /** For who may answer: those chosen for one answer to several. */
  picking: { picked: Picked; pick: (number: number, isRange: boolean) => void } | null;
  onChoose: (number: number) => void;
};

/** What waits, in the order in which it is read. */
export function WaitingList({ waiting, chosen, zone, picking, onChoose }: Props) {
  return (
    <nav className={styles.list} aria-label="Waiting, in the order of reading">
      <ol className={styles.items}>
        {waiting.map((request) => (
          <li
            key={request.number}
            className={styles.line}
            data-current={request.number === chosen || undefined}
          >
            {picking && (
              <PickBox
                name={`Choose ${request.ref}, ${request.title}`}
                isPicked={picking.picked.has(request.number)}
                onPick={(isRange) => picking.pick(request.number, isRange)}
              />
            )}
            <button
              type="button"
              className={styles.item}
              aria-current={request.number === chosen ? 'true' : undefined}
              onClick={() => onChoose(request.number)}
            >
              <span className={styles.title}>{request.title}</span>
              <span className={styles.about}>
                {request.ref} · {request.requester.name}
              </span>
              <span className={styles.marks}>
                <DueWord answerBy={request.answerBy} pausedAt={request.pausedAt} zone={zone} />
                <ClassMark of={request.classOfService} />
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
