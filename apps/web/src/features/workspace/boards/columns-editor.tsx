'use client';

import type { ColumnKind } from '@weir/contract';
import { v4 as uuid } from 'uuid';
import { Button } from '@/components/form/button';
import field from '@/components/form/field.module.css';
import { NumberField } from '@/components/form/number-field';
import { Select } from '@/components/form/select';
import { TextField } from '@/components/form/text-field';
import { Glyph } from '@/components/icon/glyph';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './boards.module.css';

export type DraftColumn = { id: string; name: string; kind: ColumnKind; max: number | null };

const kinds = ['queue', 'active', 'done'] as const;

/** The kinds of columns as choices. */
export function useColumnKinds() {
  const t = useTranslations();
  return kinds.map((id) => ({
    id,
    label: t(`vocabulary.columnKinds.${id}`),
    description: t(`workspace.columnKinds.${id}`),
  }));
}

type Props = {
  columns: DraftColumn[];
  onChange: (columns: DraftColumn[]) => void;
  /** The error of each column's name. */
  errors: (string | undefined)[];
};

/** The columns of a new board. They stay in the order queue, active, done. */
export function ColumnsEditor({ columns, onChange, errors }: Props) {
  const t = useTranslations();
  const columnKinds = useColumnKinds();
  const sorted = (next: DraftColumn[]) =>
    onChange([...next].sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind)));
  const change = (id: string, part: Partial<DraftColumn>) =>
    sorted(columns.map((column) => (column.id === id ? { ...column, ...part } : column)));
  const isLastOfKind = ({ kind }: DraftColumn) =>
    columns.filter((column) => column.kind === kind).length === 1;
  const add = () => sorted([...columns, { id: uuid(), name: '', kind: 'active', max: 2 }]);
  return (
    <fieldset>
      <legend className={styles.legend}>{t('workspace.columns.title')}</legend>
      <div className={styles.columns}>
        <div className={styles.columnHead} aria-hidden="true">
          <span>{t('workspace.columns.name')}</span>
          <span>{t('workspace.columns.kind')}</span>
          <span>{t('workspace.columns.limit')}</span>
        </div>
        {columns.map((column, at) => {
          const name = column.name || String(at + 1);
          return (
            <div key={column.id} className={styles.column}>
              <TextField
                aria-label={t('workspace.columns.nameOf', { number: at + 1 })}
                label=""
                value={column.name}
                onChange={(text) => change(column.id, { name: text })}
                error={errors[at]}
              />
              <Select
                label={t('workspace.columns.kindOf', { name })}
                hideLabel
                options={columnKinds}
                value={column.kind}
                onChange={(kind) => change(column.id, { kind })}
                isDisabled={isLastOfKind(column)}
              />
              <NumberField
                aria-label={t('workspace.columns.limitOf', { name })}
                label=""
                minValue={0}
                maxValue={9999}
                value={column.max ?? Number.NaN}
                onChange={(max) => change(column.id, { max: Number.isNaN(max) ? null : max })}
              />
              <Button
                variant="plain"
                className={styles.remove ?? ''}
                aria-label={t('workspace.columns.remove', { name })}
                isDisabled={isLastOfKind(column)}
                onPress={() => onChange(columns.filter(({ id }) => id !== column.id))}
              >
                <Glyph name="close" size={14} />
              </Button>
            </div>
          );
        })}
      </div>
      <p className={`${styles.hint} ${field.help}`}>{t('workspace.columns.hint')}</p>
      <p className={styles.add}>
        <Button size="small" onPress={add}>
          <Glyph name="plus" size={12} /> {t('workspace.columns.add')}
        </Button>
      </p>
    </fieldset>
  );
}
