'use client';

import type { QueueItem } from '@weir/contract';
import { requesterName } from '@weir/words';
import { type MouseEvent, useEffect, useRef } from 'react';
import { Instant } from '@/components/data/time';
import { opensHere } from '@/components/layout/link';
import { ClassMark } from '@/features/board/card/class-mark';
import { useTranslations } from '@/lib/words/use-translations';
import { DueWord } from '../due-word';
import styles from './queue-page.module.css';
import type { Urgency } from './urgency';

type Props = {
  groups: readonly { urgency: Urgency; items: readonly QueueItem[] }[];
  /** The request that is open, by its ref. */
  current: string | null;
  onShow: (ref: string) => void;
};

/** The waiting requests by urgency. A line opens its request in place. */
export function QueueGroups({ groups, current, onShow }: Props) {
  const t = useTranslations();
  return (
    <div className={styles.groups}>
      {groups.map(({ urgency, items }) => (
        <section
          key={urgency}
          className={styles.group}
          data-urgency={urgency}
          aria-label={t(`intake.allBoards.urgency.${urgency}`)}
        >
          <h2>
            {t(`intake.allBoards.urgency.${urgency}`)} <span className={styles.count}>{items.length}</span>
          </h2>
          <ol className={styles.lines}>
            {items.map((item) => (
              <Line
                key={item.request.ref}
                item={item}
                isCurrent={item.request.ref === current}
                onShow={onShow}
              />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

type LineProps = { item: QueueItem; isCurrent: boolean; onShow: (ref: string) => void };

/** One request: its title, board and requester, and when the answer is due. */
function Line({ item: { board, request }, isCurrent, onShow }: LineProps) {
  const t = useTranslations();
  const { ref, title, requester, classOfService, answerBy, pausedAt, expiresAt } = request;
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isCurrent) line.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    if (!opensHere(event)) return;
    event.preventDefault();
    onShow(ref);
  };
  return (
    <li ref={line} className={styles.line} data-current={isCurrent || undefined}>
      <div className={styles.what}>
        <a
          id={ref}
          href={`?request=${ref}`}
          aria-current={isCurrent ? 'true' : undefined}
          className={styles.title}
          onClick={follow}
        >
          {title}
        </a>
        <p className={styles.soft}>
          {ref} · {requesterName(t, requester)}
          <ClassMark of={classOfService} />
        </p>
      </div>
      <p className={styles.board}>{board.name}</p>
      <p className={styles.due}>
        <DueWord answerBy={answerBy} pausedAt={pausedAt} />
        <span className={styles.soft}>
          {pausedAt
            ? t('intake.allBoards.waitsFor', { name: requesterName(t, requester) })
            : t.rich('intake.allBoards.expires', {
                at: () => <Instant at={expiresAt} />,
              })}
        </span>
      </p>
    </li>
  );
}
