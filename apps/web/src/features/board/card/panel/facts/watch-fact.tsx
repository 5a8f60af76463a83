'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { CardDetail, CardWatch } from '@weir/contract';
import { useRef } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { api } from '@/lib/api/client';
import { cardPaths } from '@/lib/api/paths/card-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../../board-context';
import { People } from '../../people/people';
import { useAskedPart } from '../../use-asked-part';
import styles from './card-facts.module.css';
import { Fact } from './fact';

/** The people who get notices of the card's comments and blocks, with a button to become one of them or to stop. */
export function WatchFact({ card: { number } }: { card: CardDetail }) {
  const { board, askedPart } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const client = useQueryClient();
  const path = cardPaths.watch(slug, board.key, number);
  const query = useQuery(reading<CardWatch>(path));
  const { isPending, problem, save } = useSave();
  const button = useRef<HTMLButtonElement>(null);
  // A command can ask for what is so already.
  const asked = askedPart === 'watch' || askedPart === 'unwatch' ? askedPart : null;
  useAskedPart(asked, button, asked === (query.data?.watching ? 'watch' : 'unwatch'));
  if (!query.data) return null;
  const { watching, watchers } = query.data;
  const toggle = async () => {
    await client.cancelQueries({ queryKey: [path] });
    await save(
      async () => {
        const chosen = await (watching ? api.delete<CardWatch>(path) : api.put<CardWatch>(path, undefined));
        if (chosen.ok) client.setQueryData([path], chosen.value);
        return chosen;
      },
      { announcement: t(watching ? 'card.watch.ended' : 'card.watch.begun') },
    );
  };
  return (
    <Fact label={t('card.watch.label')}>
      {watchers.length > 0 && <People people={watchers} />}
      <Button
        ref={button}
        size="small"
        variant="plain"
        className={styles.add ?? ''}
        isPending={isPending}
        onPress={toggle}
      >
        {t(watching ? 'card.watch.end' : 'card.watch.begin')}
      </Button>
      {problem && <ProblemNotice problem={problem} />}
    </Fact>
  );
}
