'use client';

import type { Board, Intake } from '@weir/contract';
import { describeLimit, nextWeekday } from '@weir/domain';
import { Slots } from '@/components/data/slots';
import { StateWord } from '@/components/data/state-word';
import { Day } from '@/components/data/time';
import type { Replenishing, RoomLeft } from './plan';
import look from './replenish.module.css';

type Props = { plan: Replenishing; board: Board; intake: Intake; count: number };

/** The room in the queue and under the limits above it, less what is chosen. */
export function ReplenishRoom({ plan, board, intake, count }: Props) {
  const next = nextWeekday(intake.replenishOn, board.today);
  return (
    <section className={look.room} aria-label="Room left">
      <h2>Choose what enters</h2>
      {next && (
        <p className={look.soft}>
          {next === board.today ? (
            'Today is a day of replenishment.'
          ) : (
            <>
              The next replenishment is on <Day date={next} long />.
            </>
          )}
        </p>
      )}
      {plan.rooms.length === 0 && <p className={look.soft}>Nothing limits what enters.</p>}
      {plan.rooms.map((left) => (
        <Left key={left.limit.id} left={left} board={board} />
      ))}
      <p role="status" className={look.soft}>
        {count === 0 ? 'Nothing is chosen yet.' : `${count} chosen.`}
      </p>
    </section>
  );
}

function Left({ left: { limit, room, chosen }, board }: { left: RoomLeft; board: Board }) {
  const { of } = describeLimit(board, limit);
  const { load, max, free, over } = room;
  return (
    <div className={look.left}>
      <p className={look.name}>
        <b>{of}</b>
        <StateWord state={room.state === 'starving' ? 'free' : room.state} size="small">
          {over > 0 ? `${over} over` : `${free} of ${max} left`}
        </StateWord>
      </p>
      <Slots
        filled={load}
        max={max}
        size="small"
        label={`${of}: ${load} of ${max} taken${chosen > 0 ? `, ${chosen} of them by what is chosen` : ''}`}
      />
    </div>
  );
}
