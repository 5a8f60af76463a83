import type { ReactNode } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Form } from '@/components/form/form';
import { SaveButton } from '@/components/form/save-button';
import styles from './policy.module.css';
import type { PolicyPart } from './use-policy-part';

type Props = {
  title: string;
  /** What these settings do today, as they stand in the form. */
  meaning: ReactNode;
  part: PolicyPart;
  mayChange: boolean;
  children: ReactNode;
};

/** A few settings that belong together, what they mean today, and the button that saves them. */
export function PolicyGroup({ title, meaning, part: { form }, mayChange, children }: Props) {
  return (
    <section className={styles.group} aria-label={title}>
      <h3>{title}</h3>
      <Form {...form.props} label={title}>
        {children}
        <p className={styles.meaning} role="status">
          {meaning}
        </p>
        {form.problem && <ProblemNotice problem={form.problem} />}
        {mayChange && <SaveButton saving={form} name={`Save: ${title}`} />}
      </Form>
    </section>
  );
}
