'use client';

import type { ColumnKind } from '@weir/contract';
import { Button } from '@/components/form/button';
import field from '@/components/form/field.module.css';
import { NumberField } from '@/components/form/number-field';
import { Select } from '@/components/form/select';
import { TextField } from '@/components/form/text-field';
import { Glyph } from '@/components/icon/glyph';
import styles from './boards.module.css';

export type DraftColumn = { id: string; name: string; kind: ColumnKind; max: number | null };

/** What most teams begin with: little in Ready, less in Doing, least in Review. */
export const template: DraftColumn[] = [
  { id: 'ready', name: 'Ready', kind: 'queue', max: 5 },
  { id: 'doing', name: 'Doing', kind: 'active', max: 3 },
  { id: 'review', name: 'Review', kind: 'active', max: 2 },
  { id: 'done', name: 'Done', kind: 'done', max: null },
];

export const columnKindOptions = [
  { id: 'queue', label: 'Queue', description: 'Waits to be begun' },
  { id: 'active', label: 'Active', description: 'Is being worked on' },
  { id: 'done', label: 'Done', description: 'Is delivered' },
] as const;

const rank: Record<ColumnKind, number> = { queue: 0, active: 1, done: 2 };

/** The columns of a board that is not made yet. They stay in the order queue, active, done. */
export function ColumnsEditor({
  columns,
  onChange,
  errors,
}: {
  columns: DraftColumn[];
  onChange: (columns: DraftColumn[]) => void;
  /** What is wrong with the name of each. */
  errors: (string | undefined)[];
}) {
  const sorted = (next: DraftColumn[]) => onChange([...next].sort((a, b) => rank[a.kind] - rank[b.kind]));
  const change = (id: string, part: Partial<DraftColumn>) =>
    sorted(columns.map((column) => (column.id === id ? { ...column, ...part } : column)));
  const isLastOfKind = ({ kind }: DraftColumn) =>
    columns.filter((column) => column.kind === kind).length === 1;
  const add = () => sorted([...columns, { id: String(Math.random()), name: '', kind: 'active', max: 2 }]);

  return (
    <fieldset>
      <legend className={styles.legend}>Columns</legend>
      <div className={styles.columns}>
        <div className={styles.columnHead} aria-hidden="true">
          <span>Name</span>
          <span>Kind</span>
          <span>Limit</span>
        </div>
        {columns.map((column, at) => (
          <div key={column.id} className={styles.column}>
            <TextField
              aria-label={`Name of column ${at + 1}`}
              label=""
              value={column.name}
              onChange={(name) => change(column.id, { name })}
              error={errors[at]}
            />
            <Select
              label={`Kind of column ${column.name || at + 1}`}
              hideLabel
              options={columnKindOptions}
              value={column.kind}
              onChange={(kind) => change(column.id, { kind })}
              isDisabled={isLastOfKind(column)}
            />
            <NumberField
              aria-label={`Limit of column ${column.name || at + 1}; empty for none`}
              label=""
              minValue={0}
              maxValue={9999}
              value={column.max ?? Number.NaN}
              onChange={(max) => change(column.id, { max: Number.isNaN(max) ? null : max })}
            />
            <Button
              variant="plain"
              className={styles.remove ?? ''}
              aria-label={`Remove column ${column.name || at + 1}`}
              isDisabled={isLastOfKind(column)}
              onPress={() => onChange(columns.filter(({ id }) => id !== column.id))}
            >
              <Glyph name="close" size={14} />
            </Button>
          </div>
        ))}
      </div>
      <p className={`${styles.hint} ${field.help}`}>
        A limit is how many cards may stand in a column at a time. Empty means no limit.
      </p>
      <p style={{ marginTop: '0.5rem' }}>
        <Button size="small" onPress={add}>
          <Glyph name="plus" size={12} /> Add a column
        </Button>
      </p>
    </fieldset>
  );
}
