'use client';

import { useQuery } from '@tanstack/react-query';
import type { Block, CardDetail } from '@weir/contract';
import { type RefObject, useRef, useState } from 'react';
import { Button as CloseButton, Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { Since } from '@/components/data/time';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { Menu, MenuItem } from '@/components/overlay/menu';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import type { AnyProblem } from '@/lib/api/result';
import { useWorkspace } from '@/lib/context/workspace';
import { useShortcuts } from '@/lib/shortcuts';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import { RestoreProblem, useRestore } from '../archive/restore-card';
import { CardDescription } from './card-description';
import { CardFacts } from './card-facts';
import styles from './card-panel.module.css';
import { CardTitle } from './card-title';
import { Comments } from './comments';

/** One card, beside the board. `?card=42` opens it; Escape and Back close it. On a phone it fills the screen. */
export function CardPanel({ number, onClose }: { number: number; onClose: () => void }) {
  const { board, canEdit } = useBoardPage();
  const { slug: workspace } = useWorkspace();
  const t = useTranslations();
  const query = useQuery(reading<CardDetail>(paths.card(workspace, board.key, number)));
  const ref = `${board.key}-${number}`;
  const card = query.data;
  const panel = useRef<HTMLElement>(null);
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={onClose} className={styles.overlay}>
      <Modal className={styles.modal}>
        <Dialog ref={panel} className={styles.panel} aria-label={t('card.panel.label', { ref })}>
          <div className={styles.top}>
            <span className={styles.ref}>{ref}</span>
            {card && canEdit && !card.archivedAt && <CardActions card={card} onClose={onClose} />}
            <CloseButton className={styles.close} aria-label={t('common.close')} onPress={onClose}>
              <Glyph name="close" />
            </CloseButton>
          </div>
          {query.isPending && <Loading />}
          {query.error && <LoadingFailed problem={query.error.problem} cardRef={ref} />}
          {card && <CardBody card={card} panel={panel} />}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** The card to read: its text, what is known of it, and what was said about it. */
function CardBody({ card, panel }: { card: CardDetail; panel: RefObject<HTMLElement | null> }) {
  const { canEdit, showDialog } = useBoardPage();
  const { number } = card;
  const isEdited = canEdit && !card.archivedAt;
  const [isDescribing, setDescribing] = useState(false);
  useShortcuts(
    isEdited
      ? {
          e: () => setDescribing(true),
          m: () => showDialog({ kind: 'move', card: number }),
          ...(!card.blocked && { b: () => showDialog({ kind: 'block', card: number }) }),
        }
      : {},
    panel,
  );
  return (
    <div className={styles.body}>
      <div className={styles.text}>
        {canEdit && card.archivedAt && <Restore card={card} />}
        {card.blocked && <Blocked by={card.blocked} />}
        <CardTitle card={card} canEdit={isEdited} />
        <CardDescription card={card} canEdit={isEdited} isOpen={isDescribing} setOpen={setDescribing} />
      </div>
      <div className={styles.facts}>
        <CardFacts card={card} />
      </div>
      <div className={styles.activity}>
        <Comments number={number} canWrite={canEdit} />
      </div>
    </div>
  );
}

/** Everything that can be done with the card besides editing it. */
function CardActions({ card, onClose }: { card: CardDetail; onClose: () => void }) {
  const { board, showDialog, archive, unblock } = useBoardPage();
  const t = useTranslations();
  const { number } = card;
  const isActive = board.columns.find(({ id }) => id === card.columnId)?.kind === 'active';
  const putAway = () => {
    onClose();
    void archive(card);
  };
  return (
    <div className={styles.actions}>
      <Button size="small" onPress={() => showDialog({ kind: 'move', card: number })}>
        {t('card.menu.move')}
      </Button>
      {card.blocked ? (
        <Button size="small" onPress={() => unblock(card)}>
          {t('card.menu.unblock')}
        </Button>
      ) : (
        <Button size="small" onPress={() => showDialog({ kind: 'block', card: number })}>
          {t('card.menu.block')}
        </Button>
      )}
      <Menu
        label={t('card.menu.label', { ref: card.ref })}
        placement="bottom end"
        trigger={
          <Button size="small" variant="plain" aria-label={t('card.menu.label', { ref: card.ref })}>
            <Glyph name="more" />
          </Button>
        }
      >
        {isActive && (
          <MenuItem onAction={() => showDialog({ kind: 'putBack', card: number })}>
            {t('card.menu.putBack')}
          </MenuItem>
        )}
        <MenuItem onAction={putAway}>{t('card.menu.archive')}</MenuItem>
      </Menu>
    </div>
  );
}

function Blocked({ by: { reason, since, by } }: { by: Block }) {
  const t = useTranslations();
  return (
    <Notice tone="refusal" title={t.rich('card.blockedFor', { reason, since: () => <Since at={since} /> })}>
      {by && <p>{t('card.facts.blockedBy', { name: by.name })}</p>}
    </Notice>
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
