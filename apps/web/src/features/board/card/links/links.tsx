'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { CardDetail, CardLink } from '@weir/contract';
import { linkKinds } from '@weir/domain';
import { useRef } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { Link } from '@/components/layout/link';
import { api } from '@/lib/api/client';
import { cardPaths } from '@/lib/api/paths/card-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { focusRows } from '@/lib/focus-rows';
import { useSave } from '@/lib/forms/use-save';
import type { Write } from '@/lib/waiting/write';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import { LinkPicker } from './link-picker';
import { linkedState } from './linked-state';
import styles from './links.module.css';

/** The card's links to other cards of the workspace, by kind. */
export function Links({ card, canEdit }: { card: CardDetail; canEdit: boolean }) {
  const t = useTranslations();
  const section = useRef<HTMLElement>(null);
  if (card.links.length === 0 && !canEdit) return null;
  return (
    <section ref={section} tabIndex={-1} className={styles.links} aria-label={t('links.title')}>
      <h3>{t('links.title')}</h3>
      {linkKinds.map((kind) => {
        const ofKind = card.links.filter((link) => link.kind === kind);
        if (ofKind.length === 0) return null;
        return (
          <div key={kind}>
            <h4 className={styles.kind}>{t(`links.kinds.${kind}`)}</h4>
            <ul className={styles.list}>
              {ofKind.map((link) => (
                <LinkRow
                  key={link.id}
                  of={card}
                  link={link}
                  canEdit={canEdit}
                  onRemoved={() => focusRows(section)}
                />
              ))}
            </ul>
          </div>
        );
      })}
      {canEdit && <LinkPicker card={card} />}
    </section>
  );
}

function LinkRow({
  of: { number },
  link: { id, kind, card },
  canEdit,
  onRemoved,
}: {
  of: CardDetail;
  link: CardLink;
  canEdit: boolean;
  onRemoved: () => void;
}) {
  const { board, keepDone } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const client = useQueryClient();
  const removing = useSave({
    onSaved: () => client.invalidateQueries({ queryKey: [cardPaths.card(slug, board.key, number)] }),
  });
  const state = linkedState(card);
  const remove = async () => {
    const announcement = t('links.removed', { ref: card.ref });
    const path = cardPaths.links(slug, board.key, number);
    if (!(await removing.save(() => api.delete(`${path}/${id}`), { announcement }))) return;
    const body = { kind, board: card.board, card: card.number };
    const reverse = (): Write[] => [{ method: 'POST', path, body }];
    keepDone({ kind: 'reversible', part: 'links', card: number, reverse });
    onRemoved();
  };
  return (
    <li>
      <div className={styles.row} data-state={state}>
        <Link href={`/${slug}/${card.board}/cards/${card.number}`} className={styles.card}>
          <span className={styles.ref}>{card.ref}</span> <span dir="auto">{card.title}</span>
        </Link>
        <span className={styles.state}>{t('links.state', { state, column: card.column })}</span>
        {canEdit && (
          <Button
            size="small"
            variant="plain"
            aria-label={t('links.remove', { ref: card.ref })}
            isPending={removing.isPending}
            onPress={remove}
          >
            <Glyph name="close" size={14} />
          </Button>
        )}
      </div>
      {removing.problem && <ProblemNotice problem={removing.problem} />}
    </li>
  );
}
