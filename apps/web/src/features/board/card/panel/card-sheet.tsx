'use client';

import { useQuery } from '@tanstack/react-query';
import type { Block, CardDetail } from '@weir/contract';
import { type ReactNode, type RefObject, useEffect, useEffectEvent, useState } from 'react';
import { Since } from '@/components/data/time';
import { Notice } from '@/components/feedback/notice';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { Menu, MenuItem } from '@/components/overlay/menu';
import { cardPaths } from '@/lib/api/paths/card-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useConnection } from '@/lib/events/use-board-events';
import { useShortcuts } from '@/lib/keys/shortcuts';
import { blockReason } from '@/lib/words/block-reason';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import { DeleteCard } from '../archive/delete-card';
import { RestoreProblem, useRestore } from '../archive/restore-card';
import { Attachments, DropTarget } from '../attachments/attachments';
import { CardFilesProvider } from '../attachments/attachments-context';
import { Checklist } from '../checklist/checklist';
import { Comments } from '../comments/comments';
import { CardHistory } from '../history/card-history';
import { LeaseNotice } from '../lease/lease-notice';
import { Links } from '../links/links';
import { ServiceLevel } from '../service-level/service-level';
import { LateWaits } from '../waits/late-waits';
import { CardDescription } from './card-description';
import { Loading, LoadingFailed } from './card-loading';
import styles from './card-sheet.module.css';
import { CardTitle } from './card-title';
import { CopyLink, copyAddress } from './copy-link';
import { CardFacts } from './facts/card-facts';
import { Expected, Promised } from './promise';

/**
 * The card to read: its text, what is known of it, and what was said about it. `children` end its line of actions. `inside` is the
 * dialog that it is in, if any; `level` that of its title.
 */
export function CardSheet({
  number,
  level,
  inside,
  onPutAway,
  children,
}: {
  number: number;
  level: 1 | 2;
  inside?: RefObject<HTMLElement | null>;
  /** Before it is archived, and when it is deleted. */
  onPutAway?: () => void;
  children?: ReactNode;
}) {
  const { board, canEdit, drawnOn, askFor } = useBoardPage();
  const { slug: workspace } = useWorkspace();
  const query = useQuery(reading<CardDetail>(cardPaths.card(workspace, board.key, number)));
  const ref = `${board.key}-${number}`;
  const isDeleted = query.error?.problem.code === 'not-found';
  const isUnanswered = query.data === undefined && query.error?.problem.code === 'offline';
  useEffect(() => () => askFor(null), [askFor]);
  const isCutOff = useConnection() === 'reconnecting';
  const readAgain = useEffectEvent(() => void query.refetch());
  useEffect(() => {
    if (isUnanswered && !isCutOff) readAgain();
  }, [isUnanswered, isCutOff]);
  const card = isDeleted || !query.data ? undefined : drawnOn(query.data);
  const path = `/${workspace}/${board.key}/cards/${number}`;
  // The board has its title already, also without a connection.
  const face = board.cards.find((each) => each.number === number);
  const title = card?.title ?? face?.title;
  const [isDescribing, setDescribing] = useState(false);
  // The card does not replace a field that somebody types in.
  const [isNaming, setNaming] = useState(false);
  // Pressed before the card has loaded, the key counts once it has.
  useShortcuts(!card && canEdit ? { e: () => setDescribing(true) } : {}, inside);
  useTabTitle(title === undefined ? undefined : `${ref} ${title}`);
  return (
    <>
      <div className={styles.top}>
        <span className={styles.ref}>{ref}</span>
        <div className={styles.actions}>
          {card && canEdit && !card.archivedAt && (
            <CardActions card={card} path={path} onPutAway={onPutAway} />
          )}
          <span className={styles.copy}>
            <CopyLink path={path} />
          </span>
        </div>
        {children}
      </div>
      {(query.isPending || isUnanswered || isNaming) && (
        <Loading
          face={face}
          level={level}
          isCutOff={isCutOff || isUnanswered}
          isNaming={isNaming}
          setNaming={setNaming}
        />
      )}
      {query.error && !isUnanswered && <LoadingFailed problem={query.error.problem} cardRef={ref} />}
      {card && !isNaming && (
        <CardBody
          card={card}
          level={level}
          inside={inside}
          onPutAway={onPutAway}
          isDescribing={isDescribing}
          setDescribing={setDescribing}
        />
      )}
    </>
  );
}

/** Names the card in the browser's tab while it is shown. */
function useTabTitle(name: string | undefined): void {
  const { name: board } = useBoardPage().board;
  useEffect(() => {
    if (name === undefined) return;
    const [before, own] = [document.title, `${name} · ${board} · Weir`];
    document.title = own;
    return () => {
      // Unless another page has named itself already.
      if (document.title === own) document.title = before;
    };
  }, [name, board]);
}

function CardBody({
  card,
  level,
  inside,
  onPutAway,
  isDescribing,
  setDescribing,
}: {
  card: CardDetail;
  level: 1 | 2;
  inside: RefObject<HTMLElement | null> | undefined;
  onPutAway: (() => void) | undefined;
  isDescribing: boolean;
  setDescribing: (isDescribing: boolean) => void;
}) {
  const { canEdit, showDialog, undo, askFor, edit } = useBoardPage();
  const { me } = useWorkspace();
  const { number } = card;
  const isMine = card.assignees.some(({ id }) => id === me.id);
  const isEdited = canEdit && !card.archivedAt;
  useShortcuts(
    isEdited
      ? {
          e: () => setDescribing(true),
          m: () => showDialog({ kind: 'move', card: number }),
          a: () => askFor('people'),
          i: () => void edit(card, { field: 'assigneeIds', id: me.id, isOn: !isMine }),
          l: () => askFor('labels'),
          d: () => askFor('dueOn'),
          ...(!card.blocked && { b: () => showDialog({ kind: 'block', card: number }) }),
          // Outside a dialog, the page itself handles the key.
          ...(inside && { 'mod+z': undo }),
        }
      : {},
    inside,
  );
  return (
    <CardFilesProvider number={number}>
      <DropTarget cardRef={card.ref} isEnabled={isEdited} className={styles.body}>
        <div className={styles.text}>
          {canEdit && card.archivedAt && <Archived card={card} onDeleted={onPutAway} />}
          {card.blocked && <Blocked by={card.blocked} />}
          {card.lease && <LeaseNotice card={card} lease={card.lease} canEnd={isEdited} />}
          <CardTitle card={card} level={level} canEdit={isEdited} />
          <CardDescription
            card={card}
            headingLevel={level + 1}
            canEdit={isEdited}
            isOpen={isDescribing}
            setOpen={setDescribing}
          />
          <Checklist card={card} canEdit={isEdited} />
          <Attachments canEdit={isEdited} />
          <Links card={card} canEdit={isEdited} />
          <LateWaits card={card} canEdit={isEdited} />
        </div>
        <div className={styles.facts}>
          <CardFacts card={card} />
        </div>
        <div className={styles.activity}>
          <ServiceLevel card={card} level={level === 1 ? 2 : 3} />
          {card.request ? (
            <Promised request={card.request} level={level === 1 ? 2 : 3} />
          ) : (
            <Expected number={number} level={level === 1 ? 2 : 3} />
          )}
          <Comments number={number} level={level === 1 ? 2 : 3} canWrite={canEdit} />
          <CardHistory number={number} level={level === 1 ? 2 : 3} />
        </div>
      </DropTarget>
    </CardFilesProvider>
  );
}

/** Everything that can be done with the card besides editing it. */
function CardActions({
  card,
  path,
  onPutAway,
}: {
  card: CardDetail;
  /** The address of the card's own page. */
  path: string;
  onPutAway: (() => void) | undefined;
}) {
  const { board, showDialog, archive, unblock } = useBoardPage();
  const t = useTranslations();
  const { number } = card;
  const isActive = board.columns.find(({ id }) => id === card.columnId)?.kind === 'active';
  const putAway = () => {
    onPutAway?.();
    void archive(card);
  };
  return (
    <>
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
        <MenuItem onAction={() => showDialog({ kind: 'copy', card })}>{t('card.menu.copy')}</MenuItem>
        <MenuItem onAction={() => showDialog({ kind: 'saveTemplate', card })}>
          {t('cardTemplates.save')}
        </MenuItem>
        <MenuItem onAction={() => copyAddress(path, t('components.copied'))}>{t('card.link.copy')}</MenuItem>
        <MenuItem href={path}>{t('card.link.page')}</MenuItem>
        <MenuItem onAction={putAway}>{t('card.menu.archive')}</MenuItem>
      </Menu>
    </>
  );
}

function Blocked({ by: { reason, since, by } }: { by: Block }) {
  const t = useTranslations();
  return (
    <Notice
      tone="refusal"
      title={t.rich('card.blockedFor', { reason: blockReason(t, reason), since: () => <Since at={since} /> })}
    >
      {by && <p>{t('card.facts.blockedBy', { name: by.name })}</p>}
    </Notice>
  );
}

/** What can be done with a card in the archive. */
function Archived({ card, onDeleted }: { card: CardDetail; onDeleted: (() => void) | undefined }) {
  const t = useTranslations();
  const { restore, problem, isPending } = useRestore(card);
  return (
    <div>
      <div className={styles.archived}>
        <Button size="small" isPending={isPending} onPress={() => restore()}>
          {t('card.restore.submit')}
        </Button>
        <DeleteCard card={card} onDeleted={onDeleted} />
      </div>
      <RestoreProblem card={card} problem={problem} isPending={isPending} onRestore={restore} />
    </div>
  );
}
