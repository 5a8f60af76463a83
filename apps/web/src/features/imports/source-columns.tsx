'use client';

import { useQuery } from '@tanstack/react-query';
import type { Board, ImportSource } from '@weir/contract';
import { Select } from '@/components/form/select';
import { boardPath } from '@/lib/api/paths/board-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './imports.module.css';
import { leftOut, placeOf, type Target, withPlace } from './plan-changes';

type Props = { source: ImportSource; target: Target; onChange: (target: Target) => void };

/** Where the cards of each column of the source go. */
export function SourceColumns({ source, target, onChange }: Props) {
  const t = useTranslations();
  const columns = useColumns(target);
  const options = [...columns, { id: leftOut, label: t('imports.columns.leftOut') }];
  if (source.columns.length === 0) return <p className={styles.soft}>{t('imports.columns.none')}</p>;
  return (
    <ul className={styles.pairs}>
      {source.columns.map(({ ref, name, cards, isArchived }) => (
        <li key={ref}>
          <span>
            {name}
            <span className={styles.soft}>
              {t('imports.columns.cards', { count: cards, archived: String(isArchived) })}
            </span>
          </span>
          <Select
            label={t('imports.columns.to', { name })}
            hideLabel
            options={options}
            value={placeOf(target, ref)}
            onChange={(to) => onChange(withPlace(target, ref, to))}
          />
        </li>
      ))}
    </ul>
  );
}

/** The columns that cards can go to. */
function useColumns(target: Target): { id: string; label: string }[] {
  const { slug } = useWorkspace();
  const key = target.kind === 'existing' ? target.board : '';
  const { data } = useQuery({ ...reading<Board>(boardPath(slug, key)), enabled: key !== '' });
  if (target.kind === 'new') return target.columns.map(({ name }, at) => ({ id: String(at), label: name }));
  return (data?.columns ?? []).map(({ id, name }) => ({ id, label: name }));
}
