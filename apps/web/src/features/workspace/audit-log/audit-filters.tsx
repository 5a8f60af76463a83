'use client';

import { auditSubjects, type BoardSummary, type Member } from '@weir/contract';
import { useRouter } from 'next/navigation';
import { Button } from '@/components/form/button';
import { DateField } from '@/components/form/date-field';
import { Select } from '@/components/form/select';
import { useWorkspace } from '@/lib/context/workspace';
import { isDay } from '@/lib/days';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './audit-log.module.css';
import { addressOf, type Shown } from './shown';

/** Not a filter. */
const all = 'all';

/** The person, the subject, the board and the days that are shown. A choice is a new address. */
export function AuditFilters({
  shown,
  members,
  boards,
}: {
  shown: Shown;
  members: Member[];
  boards: BoardSummary[];
}) {
  const t = useTranslations();
  const router = useRouter();
  const { slug } = useWorkspace();
  const { actor, type, board, from, to } = shown;
  const show = (next: Shown) =>
    router.push(`/${slug}/settings/audit-log${addressOf(next)}`, { scroll: false });
  const change = (name: keyof Shown, value: string) => {
    const { [name]: _, ...others } = shown;
    show(value === all || value === '' ? others : { ...others, [name]: value });
  };
  const changeDay = (name: 'from' | 'to', day: string) => {
    if (day === '' || isDay(day)) change(name, day);
  };
  const isReversed = from !== undefined && to !== undefined && from > to;
  return (
    <section className={styles.filters} aria-label={t('auditLog.filters.label')}>
      <Select
        label={t('auditLog.filters.person')}
        options={[
          { id: all, label: t('auditLog.filters.everyone') },
          ...members.map(({ id, name }) => ({ id, label: name })),
          ...(actor && !members.some(({ id }) => id === actor)
            ? [{ id: actor, label: t('auditLog.nobody') }]
            : []),
        ]}
        value={actor ?? all}
        onChange={(id) => change('actor', id)}
      />
      <Select
        label={t('auditLog.filters.subject')}
        options={[
          { id: all, label: t('auditLog.filters.everything') },
          ...auditSubjects.map((id) => ({ id, label: t(`auditLog.subjects.${id}`) })),
          ...(type && !auditSubjects.some((id) => id === type) ? [{ id: type, label: type }] : []),
        ]}
        value={type ?? all}
        onChange={(id) => change('type', id)}
      />
      <Select
        label={t('auditLog.filters.board')}
        options={[
          { id: all, label: t('auditLog.filters.everywhere') },
          ...boards.map(({ key, name, archivedAt }) => ({
            id: key,
            label: archivedAt === null ? name : t('auditLog.filters.archived', { name }),
          })),
          ...(board && !boards.some(({ key }) => key === board) ? [{ id: board, label: board }] : []),
        ]}
        value={board ?? all}
        onChange={(id) => change('board', id)}
      />
      <DateField
        label={t('auditLog.filters.from')}
        value={from ?? ''}
        onChange={(day) => changeDay('from', day)}
      />
      <DateField
        label={t('auditLog.filters.to')}
        value={to ?? ''}
        onChange={(day) => changeDay('to', day)}
        error={isReversed ? t('auditLog.filters.reversed') : undefined}
      />
      {addressOf(shown) !== '' && <Button onPress={() => show({})}>{t('auditLog.filters.clear')}</Button>}
    </section>
  );
}
