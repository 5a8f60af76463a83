'use client';

import type { CardDetail } from '@weir/contract';
import { Button } from '@/components/button';
import { useBoardRoom } from '../../board-context';
import { RestoreProblem } from '../archive/restore-refused';
import { useRestoring } from '../archive/use-restoring';
import styles from './card-panel.module.css';

/** What can be done with the card besides editing it. */
export function CardActions(props: { card: CardDetail; onClose: () => void }) {
  return props.card.archivedAt ? <Restore card={props.card} /> : <OnTheBoard {...props} />;
}

function Restore({ card }: { card: CardDetail }) {
  const { restore, problem, isPending } = useRestoring(card);
  return (
    <div>
      <Button isPending={isPending} onPress={() => restore()}>
        Restore
      </Button>
      <RestoreProblem card={card} problem={problem} isPending={isPending} onRestore={restore} />
    </div>
  );
}

function OnTheBoard({ card, onClose }: { card: CardDetail; onClose: () => void }) {
  const { board, open, archive, unblock } = useBoardRoom();
  const { number } = card;
  const isActive = board.columns.find(({ id }) => id === card.columnId)?.kind === 'active';
  return (
    <div className={styles.actions}>
      <Button size="small" onPress={() => open({ kind: 'move', card: number })}>
        Move…
      </Button>
      {isActive && (
        <Button size="small" onPress={() => open({ kind: 'putBack', card: number })}>
          Put back…
        </Button>
      )}
      {card.blocked ? (
        <Button size="small" onPress={() => unblock(card)}>
          Unblock
        </Button>
      ) : (
        <Button size="small" onPress={() => open({ kind: 'block', card: number })}>
          Block…
        </Button>
      )}
      <Button
        size="small"
        onPress={() => {
          onClose();
          void archive(card);
        }}
      >
        Archive
      </Button>
    </div>
  );
}
