'use client';

import { describeLimit, nextWeekday } from '@weir/domain';
import { Slots } from '@/components/data/slots';
import { StateWord } from '@/components/data/state-word';
import { Day } from '@/components/data/time';
import { useTranslations } from '@/lib/words/use-translations';
import { useIntake } from '../intake-context';
import type { RoomLeft } from './plan';
import styles from './replenish.module.css';

/** The room in the queue and under the limits above it, after what is chosen. */
export function RoomSummary({ rooms, count }: { rooms: readonly RoomLeft[]; count: number }) {
  const t = useTranslations();
  const { board, intake } = useIntake();
  const next = nextWeekday(intake.replenishOn, board.today);
  return (
    <section className={styles.room} aria-label={t('intake.replenish.room')}>
      <h2>{t('intake.replenish.title')}</h2>
      {next && (
        <p className={styles.soft}>
          {next === board.today
            ? t('intake.replenish.today')
            : t.rich('intake.replenish.next', { day: () => <Day date={next} long /> })}
        </p>
      )}
      {rooms.length === 0 && <p className={styles.soft}>{t('intake.replenish.unlimited')}</p>}
      {rooms.map((left) => (
        <Left key={left.limit.id} left={left} />
      ))}
      <p role="status" className={styles.soft}>
        {t('intake.replenish.chosen', { count })}
      </p>
    </section>
  );
}

function Left({ left: { limit, room, chosen } }: { left: RoomLeft }) {
  const t = useTranslations();
  const { board } = useIntake();
  const { of: subject } = describeLimit(board, limit);
  const { load, max, free, over } = room;
  return (
    <div className={styles.left}>
      <p className={styles.name}>
        <b>{subject}</b>
        <StateWord state={room.state === 'starving' ? 'free' : room.state} size="small">
          {over > 0 ? t('intake.replenish.over', { over }) : t('intake.replenish.free', { free, max })}
        </StateWord>
      </p>
      <Slots
        filled={load}
        max={max}
        size="small"
        label={t('intake.replenish.slots', { subject, load, max, chosen })}
      />
    </div>
  );
}
