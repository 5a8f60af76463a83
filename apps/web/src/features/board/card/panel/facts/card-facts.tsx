'use client';

import type { Card, CardDetail } from '@weir/contract';
import { cycleTimeInDays } from '@weir/domain';
import { RadioGroup } from '@/components/choice/radio-group';
import { Ago, Day, Instant, Since } from '@/components/data/time';
import { DateField } from '@/components/form/date-field';
import { columnName } from '@/lib/board/cells';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../../board-context';
import { pastBlocks } from '../../card-dates';
import { classOptions, classPolicy } from '../../class-mark';
import { CardLabels, labelsOf } from '../../labels/card-labels';
import { People } from '../../people/people';
import styles from './card-facts.module.css';
import { EditedFact, Fact } from './fact';
import { EditedFields, ReadFields } from './field-facts';
import { LabelsFact } from './labels-fact';
import { LaneFact } from './lane-fact';
import { PeopleFact } from './people-fact';
import { WatchFact } from './watch-fact';

/** Who has the card, when and how it is wanted, edited in place; where it is and since when, its blocks and its dates. */
export function CardFacts({ card }: { card: CardDetail }) {
  const { board, canEdit } = useBoardPage();
  const t = useTranslations();
  const dates = useDates();
  const blocks = pastBlocks(card.blocks);
  return (
    <dl className={styles.facts}>
      {canEdit && !card.archivedAt ? <EditedFacts card={card} /> : <ReadFacts card={card} />}
      <ColumnFact card={card} />
      {card.committedAt && (
        <Fact label={t('card.facts.committed')}>
          <Instant at={card.committedAt} />
        </Fact>
      )}
      {card.committedAt && card.deliveredAt && (
        <Fact label={t('card.facts.delivered')}>
          {card.committedAt <= card.deliveredAt ? (
            t('card.facts.deliveredAfter', {
              at: dates.instant(card.deliveredAt, board.timeZone),
              duration: dates.counted(
                cycleTimeInDays(card.committedAt, card.deliveredAt, board.timeZone),
                'day',
              ),
            })
          ) : (
            <Instant at={card.deliveredAt} />
          )}
        </Fact>
      )}
      {blocks.length > 0 && (
        <Fact label={t('card.facts.blockedBefore')}>
          <ul>
            {blocks.map(({ reason, since, until }) => (
              <li key={since}>
                {t.rich('card.facts.pastBlock', {
                  reason,
                  duration: dates.duration((Date.parse(until) - Date.parse(since)) / 1000),
                  ago: () => <Ago at={since} />,
                })}
              </li>
            ))}
          </ul>
        </Fact>
      )}
      <Fact label={t('card.facts.created')}>
        {t('card.facts.createdBy', {
          at: dates.instant(card.createdAt, board.timeZone),
          name: card.createdBy?.name ?? '',
          how: card.createdBy ? 'byPerson' : card.imported ? 'imported' : 'recurring',
        })}
      </Fact>
      <WatchFact card={card} />
    </dl>
  );
}

/** The facts of a card that the board has already, while the rest of the card is missing. */
export function KnownFacts({ card }: { card: Card }) {
  return (
    <dl className={styles.facts}>
      <ReadFacts card={card} />
      <ColumnFact card={card} />
    </dl>
  );
}

function ColumnFact({ card }: { card: Card }) {
  const { board } = useBoardPage();
  const t = useTranslations();
  return (
    <Fact label={t('card.column')}>
      {t.rich('card.facts.column', {
        column: columnName(board, card.columnId),
        half: card.half ?? 'whole',
        isArchived: String(card.archivedAt !== null),
        since: () => <Since at={card.enteredColumnAt} />,
      })}
    </Fact>
  );
}

function EditedFacts({ card }: { card: CardDetail }) {
  const { board } = useBoardPage();
  const t = useTranslations();
  return (
    <>
      <PeopleFact card={card} />
      <LabelsFact card={card} />
      <EditedFact
        card={card}
        field="dueOn"
        label={t('card.due')}
        invitation={t('card.facts.addDate')}
        isNone={!card.dueOn}
        show={({ dueOn }) => dueOn && <Day date={dueOn} />}
        editor={(form) => <DateField label={t('card.due')} optional {...form.field('dueOn')} />}
      />
      <EditedFact
        card={card}
        field="classOfService"
        label={t('card.classOfService')}
        show={({ classOfService }) => t(`vocabulary.classes.${classOfService}`)}
        editor={(form) => (
          <RadioGroup
            label={t('card.classOfService')}
            {...form.field('classOfService')}
            choices={classOptions(t).map((option) => ({
              ...option,
              description: classPolicy(t, board, option.id),
            }))}
          />
        )}
      />
      {board.swimlanes.length > 0 && <LaneFact card={card} />}
      <EditedFields card={card} />
    </>
  );
}

function ReadFacts({ card }: { card: Card }) {
  const { board } = useBoardPage();
  const t = useTranslations();
  const lane = board.swimlanes.find(({ id }) => id === card.swimlaneId)?.name;
  return (
    <>
      {card.assignees.length > 0 && (
        <Fact label={t('card.people.label')}>
          <People people={card.assignees} />
        </Fact>
      )}
      {card.labelIds.length > 0 && (
        <Fact label={t('labels.title')}>
          <CardLabels labels={labelsOf(board, card.labelIds)} />
        </Fact>
      )}
      {card.dueOn && (
        <Fact label={t('card.due')}>
          <Day date={card.dueOn} />
        </Fact>
      )}
      <Fact label={t('card.classOfService')}>
        {t('card.facts.class', {
          name: t(`vocabulary.classes.${card.classOfService}`),
          policy: classPolicy(t, board, card.classOfService),
        })}
      </Fact>
      {lane && <Fact label={t('card.lane')}>{lane}</Fact>}
      <ReadFields card={card} />
    </>
  );
}
