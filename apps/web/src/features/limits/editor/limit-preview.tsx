import type { Board, LimitMode } from '@weir/contract';
import { previewCapacity } from '@weir/domain';
import { Slots } from '@/components/data/slots';
import { StateWord } from '@/components/data/state-word';
import { roomLabel } from '@/lib/board/capacity-words';
import { type LimitSubject, limitOf } from '@/lib/board/limit-subjects';
import styles from './limit-editor.module.css';
import { limitEffect, standing, tighterLimit } from './limit-effect';

/** What a limit that is being set would mean today: its places drawn, its state in a word, and a sentence. */
export function LimitPreview({
  board,
  subject,
  facts: { max, min, mode },
  who,
}: {
  board: Board;
  subject: LimitSubject;
  facts: { max: number; min?: number | null | undefined; mode: LimitMode };
  who: string | undefined;
}) {
  const room = previewCapacity(board, subject, { max, min: min ?? null });
  // A board knows of the cards on others only what a limit over all of them tells.
  if (subject.scope === 'person' && subject.across === 'workspace' && !limitOf(board, subject))
    return (
      <div className={styles.preview} role="status">
        <p>{standing(subject, room.load, who)} on this board. Those on other boards count as well.</p>
      </div>
    );
  const { state, text } = limitEffect(subject, mode, room, who);
  return (
    <div className={styles.preview} role="status">
      <div className={styles.drawn}>
        <StateWord state={state} size="small">
          {roomLabel({ limit: { max, min }, load: room.load }).text}
        </StateWord>
        <Slots filled={room.load} max={max} size="small" label={`${room.load} of ${max}`} />
      </div>
      <p>
        {text} {tighterLimit(board, subject, room.free)}
      </p>
    </div>
  );
}
