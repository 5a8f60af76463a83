'use client';

import dynamic from 'next/dynamic';
import { Checkbox } from '@/components/choice/checkbox';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Form } from '@/components/form/form';
import { SaveInPlace } from '@/components/form/save-button';
import { loadedAhead, useLoadAhead } from '@/lib/loading/load-ahead';
import { withWordsOf } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './policy.module.css';
import type { PartProps } from './policy-part';
import { useRestForm } from './use-rest-form';

const RestFields = dynamic(
  loadedAhead(() =>
    withWordsOf('features/settings/intake/rest-fields', import('./rest-fields')).then(
      (loaded) => loaded.RestFields,
    ),
  ),
  { loading: () => null },
);

/** When the board rests after sustained overload. Most boards have no rest policy, so its numbers load when they are shown. */
export function RestPart({ intake, mayChange }: PartProps) {
  useLoadAhead();
  const t = useTranslations();
  const form = useRestForm(intake);
  const title = t('intakePolicy.rest.title');
  return (
    <section className={styles.part} aria-label={title}>
      <header className={styles.head}>
        <h3>{title}</h3>
        {mayChange && <SaveInPlace form={form} name={t('components.save.part', { part: title })} />}
      </header>
      <Form {...form.props} label={title}>
        <Checkbox {...form.checkbox('isOn')} isReadOnly={!mayChange} hint={t('intakePolicy.rest.onHint')}>
          {t('intakePolicy.rest.on')}
        </Checkbox>
        {form.values.isOn ? (
          <RestFields form={form} mayChange={mayChange} />
        ) : (
          <p className={styles.meaning}>{t('intakePolicy.rest.off')}</p>
        )}
        {form.problem && <ProblemNotice problem={form.problem} />}
      </Form>
    </section>
  );
}
