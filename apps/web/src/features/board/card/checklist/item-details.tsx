'use client';

import type { ChecklistItem } from '@weir/contract';
import { Avatar } from '@/components/data/avatar';
import { Button } from '@/components/form/button';
import { DateField } from '@/components/form/date-field';
import { Select } from '@/components/form/select';
import { Glyph } from '@/components/icon/glyph';
import { Link } from '@/components/layout/link';
import { columnName } from '@/lib/board/cells';
import { useMembersWho } from '@/lib/context/use-members-who';
import { useWorkspace } from '@/lib/context/workspace';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import { dueOf } from '../card-dates';
import styles from './item-details.module.css';
import type { useChecklist } from './use-checklist';

/** The assignee and the due date of an item, and the card that it was turned into, as far as it has them. */
export function ItemDetails({ item: { assignee, dueOn, done, became } }: { item: ChecklistItem }) {
  const { board } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const dates = useDates();
  const due = done ? null : dueOf({ dueOn, deliveredAt: null }, board.today);
  if (!assignee && !dueOn && !became) return null;
  return (
    <span className={styles.details}>
      {became && (
        <Link href={`/${slug}/${board.key}/cards/${became.number}`} className={styles.card}>
          <Glyph name="onward" size={12} />
          {t('checklist.became', {
            ref: became.ref,
            state: became.archived ? 'archived' : 'shown',
            column: columnName(board, became.columnId),
          })}
        </Link>
      )}
      {dueOn && (
        <span className={styles.due} data-tone={due?.tone}>
          {due?.tone === 'late' && <Glyph name="over" size={12} />}
          {t('card.dueOn', { kind: due?.kind ?? 'later', date: dates.shortDay(dueOn, board.timeZone) })}
        </span>
      )}
      {assignee && (
        <span className={styles.person}>
          <Avatar person={assignee} size={18} isDecorative />
          {assignee.name}
        </span>
      )}
    </span>
  );
}

/** Edits the assignee and the due date of an item. Each choice is saved at once. */
export function EditItemDetails({
  item,
  list,
  onClose,
}: {
  item: ChecklistItem;
  list: ReturnType<typeof useChecklist>;
  onClose: () => void;
}) {
  const t = useTranslations();
  const { assignee, dueOn } = item;
  const { people } = useMembersWho('changeCards', assignee ? [assignee] : undefined);
  return (
    <div className={styles.edit}>
      <Select
        label={t('checklist.assignee')}
        options={[
          { id: '', label: t('checklist.nobody') },
          ...people.map(({ id, name }) => ({ id, label: name })),
        ]}
        value={assignee?.id ?? ''}
        onChange={(id) => void list.assign(item, people.find((each) => each.id === id) ?? null)}
      />
      <DateField
        label={t('card.due')}
        value={dueOn ?? ''}
        onChange={(day) => void list.change(item, { dueOn: day || null })}
      />
      <Button onPress={onClose}>{t('common.close')}</Button>
    </div>
  );
}
