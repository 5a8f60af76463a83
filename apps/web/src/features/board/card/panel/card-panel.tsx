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
import type { AnyProblem } from '@/lib/api/result';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import { RestoreProblem, useRestore } from '../archive/restore-card';
import { CardFacts } from './card-facts';
import { CardForm } from './card-form';
import styles from './card-panel.module.css';
import { Comments } from './comments';

/** One card, beside the board. `?card=42` opens it; Escape and Back close it. On a phone it fills the screen. */
export function CardPanel({ number, onClose }: { number: number; onClose: () => void }) {
  const { board, canEdit } = useBoardPage();
  const { slug: workspace } = useWorkspace();
  const t = useTranslations();
  const query = useQuery(reading<CardDetail>(paths.card(workspace, board.key, number)));
  const ref = `${board.key}-${number}`;
  const card = query.data;
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={onClose} className={styles.overlay}>
      <Modal className={styles.modal}>
        <Dialog className={styles.panel} aria-label={t('card.panel.label', { ref })}>
          <div className={styles.top}>
            <span className={styles.ref}>{ref}</span>
            <CloseButton className={styles.close} aria-label={t('common.close')} onPress={onClose}>
              <Glyph name="close" />
            </CloseButton>
          </div>
          {query.isPending && <Loading />}
          {query.error && <LoadingFailed problem={query.error.problem} cardRef={ref} />}
          {card && (
            <>
              {canEdit && !card.archivedAt && <CardActions card={card} onClose={onClose} />}
              {canEdit && card.archivedAt && <Restore card={card} />}
              {canEdit && !card.archivedAt ? <CardForm card={card} /> : <CardText card={card} />}
              <CardFacts card={card} />
              <Comments number={number} canWrite={canEdit} />
            </>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function CardText({ card }: { card: CardDetail }) {
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

/** Everything that can be done with the card besides editing it. */
function CardActions({ card, onClose }: { card: CardDetail; onClose: () => void }) {
  const { board, showDialog, archive, unblock } = useBoardPage();
  const t = useTranslations();
  const { number } = card;
  const isActive = board.columns.find(({ id }) => id === card.columnId)?.kind === 'active';
  return (
    <div className={styles.actions}>
      <Button size="small" onPress={() => showDialog({ kind: 'move', card: number })}>
        {t('card.menu.move')}
      </Button>
      {isActive && (
        <Button size="small" onPress={() => showDialog({ kind: 'putBack', card: number })}>
          {t('card.menu.putBack')}
        </Button>
      )}
      {card.blocked ? (
        <Button size="small" onPress={() => unblock(card)}>
          {t('card.menu.unblock')}
        </Button>
      ) : (
        <Button size="small" onPress={() => showDialog({ kind: 'block', card: number })}>
          {t('card.menu.block')}
        </Button>
      )}
      <Button
        size="small"
        onPress={() => {
          onClose();
          void archive(card);
        }}
      >
        {t('card.menu.archive')}
      </Button>
    </div>
  );
}

function Restore({ card }: { card: CardDetail }) {
  const t = useTranslations();
  const { restore, problem, isPending } = useRestore(card);
  return (
    <div>
      <Button isPending={isPending} onPress={() => restore()}>
        {t('card.restore.submit')}
      </Button>
      <RestoreProblem card={card} problem={problem} isPending={isPending} onRestore={restore} />
    </div>
  );
}

function LoadingFailed({ problem, cardRef }: { problem: AnyProblem; cardRef: string }) {
  const t = useTranslations();
  if (problem.code !== 'not-found') return <ProblemNotice problem={problem} role="status" />;
  return <p role="status">{t('card.panel.notFound', { ref: cardRef })}</p>;
}

function Loading() {
  const t = useTranslations();
  return (
    <div className={styles.loading} role="status" aria-label={t('card.panel.loading')}>
      <Skeleton height="1.5rem" width="70%" />
      <Skeleton height="6rem" />
      <Skeleton height="2.5rem" width="50%" />
    </div>
  );
}
