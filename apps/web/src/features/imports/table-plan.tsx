'use client';

import {
  type DateOrder,
  dateTargets,
  type ImportPlan,
  type SourceTable,
  type TableTarget,
  tableTargets,
} from '@weir/contract';
import { RadioGroup } from '@/components/choice/radio-group';
import { Select } from '@/components/form/select';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './imports.module.css';

type Plan = NonNullable<ImportPlan['table']>;
type Props = { table: SourceTable; plan: Plan; onChange: (plan: Plan) => void };

const dateOrders: readonly DateOrder[] = ['dayFirst', 'monthFirst'];

/** Chooses the part of a card for each column of a table. */
export function TablePlan({ table, plan, onChange }: Props) {
  const t = useTranslations();
  const options = tableTargets.map((id) => ({ id, label: t(`imports.targets.${id}`) }));
  // Headers can be repeated, so the place is the key.
  const headers = table.headers.map((header, at) => ({ ...header, at, id: String(at) }));
  const set = (at: number, target: TableTarget) =>
    onChange({ ...plan, headers: plan.headers.map((each, n) => (n === at ? target : each)) });
  const asksOrder = headers.some(
    ({ at, dates }) => dates !== null && dateTargets.includes(plan.headers[at] ?? 'nothing'),
  );
  return (
    <div className={styles.part}>
      <ul className={styles.pairs}>
        {headers.map(({ id, at, name, examples }) => (
          <li key={id}>
            <span>
              {name}
              <span className={styles.soft}>{examples.join(' · ')}</span>
            </span>
            <Select
              label={t('imports.table.is', { name })}
              hideLabel
              options={options}
              value={plan.headers[at] ?? 'nothing'}
              onChange={(target) => set(at, target)}
            />
          </li>
        ))}
      </ul>
      {asksOrder && (
        <RadioGroup
          label={t('imports.table.dates')}
          layout="row"
          value={plan.dates}
          onChange={(dates) => onChange({ ...plan, dates })}
          choices={dateOrders.map((id) => ({ id, label: t(`imports.table.${id}`) }))}
        />
      )}
    </div>
  );
}
