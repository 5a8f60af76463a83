'use client';

import type { NoticeMailTimes } from '@weir/contract';
import { useRouter } from 'next/navigation';
import { Checkbox } from '@/components/choice/checkbox';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { TimeField } from '@/components/form/date-field';
import { Form, FormRow } from '@/components/form/form';
import { SaveButton } from '@/components/form/save-button';
import { Panel } from '@/components/layout/panel';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { accountSchemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { browserTimeZone } from '@/lib/words/reader-provider';
import { timeZoneLabel } from '@/lib/words/use-time-zones';
import { useTranslations } from '@/lib/words/use-translations';

const usualHours = { from: '20:00', until: '07:00' };

/**
 * When notices are sent by email and to devices: not in quiet hours, and by email once a day if the person chooses that. The app
 * shows them at once.
 */
export function MailTimesPanel({ times }: { times: NoticeMailTimes }) {
  const t = useTranslations();
  const router = useRouter();
  const { slug, me } = useWorkspace();
  const form = useApiForm({
    schema: accountSchemas.ChooseNoticeMailTimes,
    savedValues: {
      daily: times.daily,
      isQuiet: times.quietHours !== null,
      quietHours: times.quietHours ?? usualHours,
    },
    draftKey: 'mail times',
    toBody: ({ daily, isQuiet, quietHours }) => ({
      ...{ daily, quietHours: isQuiet ? quietHours : null },
      timeZone: me.timeZone ?? browserTimeZone(),
    }),
    send: (chosen) => api.put<NoticeMailTimes>(adminPaths.noticeMailTimes(slug), chosen),
    announcement: t('components.save.saved'),
    onSaved: () => router.refresh(),
  });
  const zone = me.timeZone ?? times.timeZone;
  return (
    <Panel title={t('workspace.noticeChoices.times.title')}>
      <Form {...form.props} label={t('workspace.noticeChoices.times.title')}>
        {me.mail && (
          <Checkbox {...form.checkbox('daily')} hint={t('workspace.noticeChoices.times.dailyHint')}>
            {t('workspace.noticeChoices.times.daily')}
          </Checkbox>
        )}
        <Checkbox
          {...form.checkbox('isQuiet')}
          hint={t('workspace.noticeChoices.times.quietHint', {
            chosen: zone === null ? 'no' : 'yes',
            zone: zone === null ? '' : timeZoneLabel(zone),
          })}
        >
          {t('workspace.noticeChoices.times.quiet')}
        </Checkbox>
        {form.values.isQuiet && (
          <FormRow>
            <TimeField label={t('workspace.noticeChoices.times.from')} {...form.field('quietHours.from')} />
            <TimeField label={t('workspace.noticeChoices.times.until')} {...form.field('quietHours.until')} />
          </FormRow>
        )}
        {form.problem && <ProblemNotice problem={form.problem} />}
        <SaveButton saving={form} isTyped={form.isTyped} />
      </Form>
    </Panel>
  );
}
