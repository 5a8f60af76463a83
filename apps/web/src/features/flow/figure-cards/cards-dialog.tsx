'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import type { FigureCards } from '@weir/contract';
import { Instant } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { Button } from '@/components/form/button';
import { Link } from '@/components/layout/link';
import { Dialog } from '@/components/overlay/dialog';
import { flowPaths } from '@/lib/api/paths/flow-paths';
import { readingPages } from '@/lib/api/reading-pages';
import { useWorkspace } from '@/lib/context/workspace';
import { replaceQuery } from '@/lib/pages/page-query';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { Presets } from '../filters/presets';
import { queryOf } from '../filters/shown';
import { useCards, useFlow } from '../flow-context';
import { cardsParameter, type OpenedCards, writeCards } from './address';
import styles from './cards-dialog.module.css';
import { type CountedPart, chosenOf, queryOfPart, useParts } from './parts';

/** The cards that a figure counts on a day, by part: a column or stage, or a step into flight or out of it. */
export function CardsDialog({ opened }: { opened: OpenedCards }) {
  const t = useTranslations();
  const dates = useDates();
  const { parts, error } = useParts(opened);
  const chosen = parts ? chosenOf(parts, opened) : null;
  const shown = parts?.filter((each) => each.count !== 0 || each.id === chosen?.id) ?? [];
  const choose = (part: string) => replaceQuery({ [cardsParameter]: writeCards({ ...opened, part }) });
  return (
    <Dialog
      isOpen
      onOpenChange={() => replaceQuery({ [cardsParameter]: null })}
      title={t(`flow.figureCards.title.${opened.figure}`, { day: dates.day(opened.day) })}
      lead={t(`flow.figureCards.lead.${opened.figure}`)}
    >
      <div className={styles.content}>
        {parts === null && <p>{t('flow.figureCards.otherDays')}</p>}
        {error && <ProblemNotice problem={error.problem} />}
        {parts === undefined && !error && <Skeleton height="8rem" />}
        {shown.length > 1 && (
          <Presets
            label={t('flow.figureCards.part')}
            choices={shown.map(({ id, label, count }) => ({
              id,
              label: t('flow.band', { band: label, count }),
            }))}
            value={chosen?.id ?? null}
            onChange={choose}
          />
        )}
        {chosen && <CardsOfPart key={chosen.id} opened={opened} part={chosen} />}
      </div>
    </Dialog>
  );
}

function CardsOfPart({
  opened: { figure, day },
  part: { part, label },
}: {
  opened: OpenedCards;
  part: CountedPart;
}) {
  const t = useTranslations();
  const { board, shown, today } = useFlow();
  const { slug } = useWorkspace();
  const name = figure === 'cumulative' ? 'cfd' : 'arrivals';
  const path = `${flowPaths.of(slug, board, `${name}/cards`)}${queryOf(name, shown, today)}&${queryOfPart(part, day, board !== null)}`;
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    readingPages<FigureCards>(path),
  );
  const cards = data?.pages.flatMap(({ items }) => items);
  if (error) return <ProblemNotice problem={error.problem} />;
  if (!cards) return <Skeleton height="8rem" />;
  if (cards.length === 0) return <p>{t('flow.figureCards.none')}</p>;
  return (
    <>
      <ul className={styles.cards} aria-label={label}>
        {cards.map((card) => (
          <CardLine
            key={`${card.board} ${card.number} ${card.at}`}
            card={card}
            isReopened={card.counts < 0}
            hasColumn={figure !== 'cumulative'}
          />
        ))}
      </ul>
      {hasNextPage && (
        <Button isPending={isFetchingNextPage} onPress={() => fetchNextPage()}>
          {t('common.showMore')}
        </Button>
      )}
    </>
  );
}

function CardLine({
  card,
  isReopened,
  hasColumn,
}: {
  card: FigureCards['items'][number];
  isReopened: boolean;
  hasColumn: boolean;
}) {
  const t = useTranslations();
  const { nameOf, hrefOf } = useCards();
  const href = hrefOf(card);
  return (
    <li>
      <span className={styles.name} dir="auto">
        {href ? <Link href={href}>{nameOf(card)}</Link> : nameOf(card)}
      </span>
      <span className={styles.facts}>
        {card.classOfService !== 'standard' && <span>{t(`vocabulary.classes.${card.classOfService}`)}</span>}
        {hasColumn && card.column !== null && <span dir="auto">{card.column}</span>}
        {isReopened && <span>{t('flow.figureCards.reopened')}</span>}
        {card.at !== null && <Instant at={card.at} />}
      </span>
    </li>
  );
}
