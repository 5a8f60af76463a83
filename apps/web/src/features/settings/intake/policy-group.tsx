import type { ReactNode } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Form } from '@/components/form/form';
import { SaveButton } from '@/components/form/save-button';
import styles from './policy.module.css';
import type { usePolicyPart } from './use-policy-part';

type Props = {
  title: string;
  /** What these settings do today, as they stand in the form. */
  meaning: ReactNode;
  part: ReturnType<typeof usePolicyPart>;
  /** Paths of the fields that show their own errors. */
  shown: readonly string[];
  mayChange: boolean;
  children: ReactNode;
};

/** A few settings that belong together, what they mean today, and the button that saves them. */
export function PolicyGroup({ title, meaning, part, shown, mayChange, children }: Props) {
  const { saving, save } = part;
  const isElsewhere =
    saving.problem &&
    !(
      saving.problem.code === 'invalid-input' &&
      saving.problem.errors.every(({ path }) => shown.includes(path))
    );
  return (
    <section className={styles.group} aria-label={title}>
      <h3>{title}</h3>
      <Form onSubmit={save} label={title}>
        {children}
        <p className={styles.meaning} role="status">
          {meaning}
        </p>
        {isElsewhere && saving.problem && <ProblemNotice problem={saving.problem} shown={shown} />}
        {mayChange && <SaveButton saving={saving} name={`Save: ${title}`} />}
      </Form>
    </section>
  );
}
