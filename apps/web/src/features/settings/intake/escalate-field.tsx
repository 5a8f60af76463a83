'use client';

import { useQuery } from '@tanstack/react-query';
import { can, type Member } from '@weir/contract';
import { Checkbox, CheckboxGroup, FieldError, Label } from 'react-aria-components';
import { Avatar } from '@/components/data/avatar';
import choice from '@/components/form/choice.module.css';
import { paths } from '@/lib/api/paths';
import { readingAll } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import styles from './policy.module.css';

type Props = {
  value: string[];
  onChange: (ids: string[]) => void;
  isReadOnly: boolean;
  error?: string | undefined;
};

/** Who is told of an overdue answer: some of those who may answer, or all of them. */
export function EscalateField({ value, onChange, isReadOnly, error }: Props) {
  const members = useQuery(readingAll<Member>(`${paths.members(useWorkspace().slug)}?size=200`));
  const able = (members.data?.items ?? []).filter(({ role }) => can(role, 'answerRequests'));
  return (
    <CheckboxGroup
      className={styles.field ?? ''}
      value={value}
      onChange={onChange}
      isReadOnly={isReadOnly}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
    >
      <Label className={styles.label}>
        Told of an overdue answer <span className={styles.optional}>(nobody chosen: all of them)</span>
      </Label>
      <div className={styles.days}>
        {able.map(({ id, name }) => (
          <Checkbox key={id} value={id} className={`${choice.choice} ${styles.person}`}>
            <Avatar name={name} size={22} isDecorative />
            {name}
          </Checkbox>
        ))}
        {members.isPending && <span className={styles.optional}>Loading people…</span>}
        {members.error && <span className={styles.optional}>The list of people can’t be read now.</span>}
      </div>
      <FieldError className={styles.fault ?? ''}>{error}</FieldError>
    </CheckboxGroup>
  );
}
