'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { CreditRule, NewCreditRule } from '@weir/contract';
import { RadioGroup } from '@/components/choice/radio-group';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form, FormRow } from '@/components/form/form';
import { NumberField } from '@/components/form/number-field';
import { Select } from '@/components/form/select';
import { Panel } from '@/components/layout/panel';
import { api } from '@/lib/api/client';
import { creditPaths } from '@/lib/api/paths/credit-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { accountSchemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTimeZones } from '@/lib/words/use-time-zones';
import { useTranslations } from '@/lib/words/use-translations';
import styles from '../credits.module.css';

const proposed: NewCreditRule = {
  credits: 20,
  period: 'week',
  timeZone: 'UTC',
  startPrice: 4,
  maxPrice: 10,
};

/** The numbers of the experiment. Saving them switches it on. */
export function RuleForm({ rule, isOn }: { rule: CreditRule | null; isOn: boolean }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const client = useQueryClient();
  const { since: _, ended: __, ...known } = rule ?? { ...proposed, since: null, ended: null };
  const form = useApiForm<NewCreditRule, NewCreditRule, CreditRule>({
    schema: accountSchemas.NewCreditRule,
    savedValues: known,
    draftKey: `credits ${slug}`,
    send: (body) => api.put<CreditRule>(creditPaths.rule(slug), body),
    announcement: t(isOn ? 'components.save.saved' : 'credits.settings.switchedOn'),
    onSaved: () =>
      client.invalidateQueries({
        predicate: ({ queryKey: [path] }) => String(path).startsWith(creditPaths.own(slug)),
      }),
  });
  const zones = useTimeZones(form.values.timeZone);
  const number = (name: 'credits' | 'startPrice' | 'maxPrice') => ({
    ...form.field(name),
    label: t(`credits.settings.${name}`),
    description: t(`credits.settings.${name}Hint`),
    minValue: 1,
    maxValue: 10_000,
  });
  const title = t('credits.settings.numbers');
  return (
    <Panel title={title}>
      <Form {...form.props} label={title}>
        <FormRow>
          <NumberField {...number('credits')} />
          <RadioGroup
            label={t('credits.settings.period')}
            layout="row"
            choices={(['week', 'month'] as const).map((id) => ({
              id,
              label: t(`credits.settings.periods.${id}`),
              isDisabled: isOn && id !== known.period,
            }))}
            value={form.values.period}
            onChange={(period) => form.set({ period })}
          />
        </FormRow>
        <FormRow>
          <NumberField {...number('startPrice')} />
          <NumberField {...number('maxPrice')} />
        </FormRow>
        <Select
          {...form.field('timeZone')}
          label={t('credits.settings.timeZone')}
          description={t(isOn ? 'credits.settings.stays' : 'credits.settings.timeZoneHint')}
          options={zones}
          isDisabled={isOn}
        />
        {form.problem && <ProblemNotice problem={form.problem} />}
        <div className={styles.actions}>
          <Button
            type="submit"
            variant="primary"
            isPending={form.isPending}
            isDisabled={isOn && !form.isTyped}
          >
            {t(isOn ? 'credits.settings.save' : 'credits.settings.switchOn')}
          </Button>
          {isOn && <span className={styles.note}>{t('credits.settings.next')}</span>}
        </div>
      </Form>
    </Panel>
  );
}
