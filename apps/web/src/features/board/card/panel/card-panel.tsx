'use client';

import { useQuery } from '@tanstack/react-query';
import type { CardDetail } from '@weir/contract';
import { Button as CloseButton, Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import { useBoardContext } from '../../board-context';
import { RestoreProblem, useRestore } from '../archive/restore-card';
import { CardFacts } from './card-facts';
import { CardForm } from './card-form';
import styles from './card-panel.module.css';
import { Comments } from './comments';

/** One card, beside the board: `?card=42` leads here, Escape and Back lead away. On a phone it is the screen. */
export function CardPanel({ number, onClose }: { number: number; onClose: () => void }) {
  const { workspace, board, canEdit } = useBoardContext();
  const query = useQuery(reading<CardDetail>(paths.card(workspace, board.key, number)));
  const ref = `${board.key}-${number}`;
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={onClose} className={styles.overlay}>
      <Modal className={styles.modal}>
        <Dialog className={styles.panel} aria-label={`Card ${ref}`}>
          <div className={styles.top}>
            <span className={styles.ref}>{ref}</span>
            <CloseButton className={styles.close} aria-label="Close" onPress={onClose}>
              <Glyph name="close" />
            </CloseButton>
          </div>
          {query.isPending && <Loading />}
          {query.error && <NotThere problem={query.error.problem} number={ref} />}
          {query.data && (
            <>
              {canEdit && <CardActions card={query.data} onClose={onClose} />}
              {canEdit && !query.data.archivedAt ? (
                <CardForm card={query.data} />
              ) : (
                <ReadOnly card={query.data} />
              )}
              <CardFacts card={query.data} />
              <Comments number={number} canWrite={canEdit} />
            </>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function ReadOnly({ card }: { card: CardDetail }) {
  return (
    <div>
      <h2 dir="auto">{card.title}</h2>
      {card.description && (
        <p className={styles.prose} dir="auto">
          {card.description}
        </p>
      )}
    </div>
  );
}

function NotThere({
  problem,
  number,
}: {
  problem: React.ComponentProps<typeof ProblemNotice>['problem'];
  number: string;
}) {
  if (problem.code !== 'not-found') return <ProblemNotice problem={problem} role="status" />;
  return <p role="status">There is no card {number} on this board.</p>;
}

function Loading() {
  return (
    <div className={styles.loading} role="status" aria-label="Loading the card">
      <Skeleton height="1.5rem" width="70%" />
      <Skeleton height="6rem" />
      <Skeleton height="2.5rem" width="50%" />
    </div>
  );
}

/** What can be done with the card besides editing it. */
export function CardActions(props: { card: CardDetail; onClose: () => void }) {
  return props.card.archivedAt ? <Restore card={props.card} /> : <OnTheBoard {...props} />;
}

function Restore({ card }: { card: CardDetail }) {
  const { restore, problem, isPending } = useRestore(card);
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
  const { board, open, archive, unblock } = useBoardContext();
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
