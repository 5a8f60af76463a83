'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { Card, Lease } from '@weir/contract';
import { ConfirmButton } from '@/components/form/confirm-button';
import { api } from '@/lib/api/client';
import { cardPaths } from '@/lib/api/paths/card-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';

/** Ends a claim before its time, after a question. The card stays where it is. */
export function EndClaim({ card: { number, ref }, lease: { by } }: { card: Card; lease: Lease }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { board, refresh } = useBoardPage();
  const client = useQueryClient();
  const { name } = by;
  return (
    <ConfirmButton
      look="quiet"
      verb={t('card.lease.end')}
      title={t('card.lease.endTitle', { ref, name })}
      text={t('card.lease.endText', { name })}
      announcement={t('card.lease.ended', { ref, name })}
      act={() => api.delete(cardPaths.claim(slug, board.key, number))}
      renew={() =>
        Promise.all([
          refresh(),
          client.invalidateQueries({ queryKey: [cardPaths.card(slug, board.key, number)] }),
        ])
      }
    />
  );
}
