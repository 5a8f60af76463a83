'use client';

import type { Card } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { Button } from '@/components/form/button';
import { cardPaths } from '@/lib/api/paths/card-paths';
import type { AnyProblem } from '@/lib/api/result';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import { NameField } from '../../name-field';
import { CommentForm } from '../comments/comments';
import styles from './card-sheet.module.css';
import { TitleHeading } from './card-title';
import { KnownFacts } from './facts/card-facts';

export function LoadingFailed({ problem, cardRef }: { problem: AnyProblem; cardRef: string }) {
  const t = useTranslations();
  return (
    <div className={styles.loading}>
      {problem.code === 'not-found' ? (
        <p role="status">{t('card.panel.notFound', { ref: cardRef })}</p>
      ) : (
        <ProblemNotice problem={problem} role="status" />
      )}
    </div>
  );
}

/**
 * In place of a card that has not loaded yet. Without a connection it shows the facts that the board has of it, and the card can
 * be renamed and commented: both wait for the connection. `isNaming`: somebody types its name.
 */
export function Loading({
  face,
  level,
  isCutOff,
  isNaming,
  setNaming,
}: {
  face: Card | undefined;
  level: 1 | 2;
  isCutOff: boolean;
  isNaming: boolean;
  setNaming: (isNaming: boolean) => void;
}) {
  const t = useTranslations();
  const { canEdit } = useBoardPage();
  return (
    <div className={styles.loading}>
      {face && isNaming && <FaceName card={face} onDone={() => setNaming(false)} />}
      {face && !isNaming && <TitleHeading level={level}>{face.title}</TitleHeading>}
      {!face && <Skeleton height="1.5rem" width="70%" />}
      {isCutOff ? (
        <>
          <p role="status">{t('card.panel.cutOff')}</p>
          {face && canEdit && !isNaming && (
            <div>
              <Button size="small" onPress={() => setNaming(true)}>
                {t('card.menu.rename')}
              </Button>
            </div>
          )}
          {face && <KnownFacts card={face} />}
          {face && canEdit && <CommentForm number={face.number} headingLevel={level + 2} />}
        </>
      ) : (
        <div className={styles.rest} role="status" aria-label={t('card.panel.loading')}>
          <Skeleton height="6rem" />
          <Skeleton height="2.5rem" width="50%" />
        </div>
      )}
    </div>
  );
}

/** Its title as a field. */
function FaceName({ card, onDone }: { card: Card; onDone: () => void }) {
  const { board, retitle } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  return (
    <NameField
      label={t('card.titleOf', { ref: card.ref })}
      value={card.title}
      draftKey={`name ${cardPaths.card(slug, board.key, card.number)}`}
      maxLength={200}
      className={styles.name ?? ''}
      isLong
      onSave={(title) => retitle(card, title)}
      onDone={onDone}
    />
  );
}
