'use client';

import { can, type Me } from '@weir/contract';
import { type Language, languageNames, languageOf, languages, pickLanguage } from '@weir/words';
import { useRouter } from 'next/navigation';
import { useLocale } from 'next-intl';
import { useEffect, useState } from 'react';
import { Checkbox } from '@/components/choice/checkbox';
import { useNow } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Form } from '@/components/form/form';
import { SaveButton } from '@/components/form/save-button';
import { Select } from '@/components/form/select';
import { TextField } from '@/components/form/text-field';
import { Panel } from '@/components/layout/panel';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { accountSchemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { keepTheme, showTheme, type Theme, themes } from '@/lib/theme';
import { browserTimeZone, useReader } from '@/lib/words/reader-provider';
import { useDates } from '@/lib/words/use-dates';
import { timeZoneLabel, useTimeZones } from '@/lib/words/use-time-zones';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './access/access.module.css';
import { showLanguage } from './access/use-choose-language';
import { ConfirmAddress } from './address/confirm-address';
import { AccountFrame } from './frame/account-frame';
import { PicturePanel } from './picture/picture-panel';
import { RequestMailsPanel } from './request-mails';

/** The value of a field for null: follow the browser. */
const browsers = 'browser';
type Values = {
  name: string;
  language: Language | typeof browsers;
  timeZone: string;
  theme: Theme | typeof browsers;
  noticeMails: boolean;
};

/** The signed-in person's own picture, name, language, time zone, colours and mails, in all workspaces. */
export function AccountPage() {
  const t = useTranslations();
  const router = useRouter();
  const { me, role } = useWorkspace();
  const browser = useBrowser();
  const zones = useTimeZones(me.timeZone);
  const form = useApiForm({
    schema: accountSchemas.AccountChange,
    savedValues: {
      name: me.name,
      language: me.language ?? browsers,
      timeZone: me.timeZone ?? browsers,
      theme: me.theme ?? browsers,
      noticeMails: me.noticeMails,
    } as Values,
    draftKey: 'account',
    toBody: (_, { name, language, timeZone, theme, noticeMails }) => ({
      ...(name !== undefined && { name }),
      ...(language !== undefined && { language: ownOf(language) }),
      ...(timeZone !== undefined && { timeZone: ownOf(timeZone) }),
      ...(theme !== undefined && { theme: ownOf(theme) }),
      ...(noticeMails !== undefined && { noticeMails }),
    }),
    send: (change) => api.patch<Me>(adminPaths.me, change),
    announcement: t('components.save.saved'),
    onSaved: ({ user }) => {
      if (user.theme !== null) {
        keepTheme(user.theme);
        showTheme(user.theme);
      }
      if (user.language !== me.language) showLanguage(user.language);
      else router.refresh();
    },
  });
  const { timeZone } = form.values;
  return (
    <AccountFrame current="profile" lead={t('workspace.account.lead', { email: me.email })}>
      <ConfirmAddress />
      <div className={styles.confirm}>
        <PicturePanel />
      </div>
      <Panel>
        <Form {...form.props} label={t('workspace.account.title')}>
          <TextField
            label={t('workspace.account.name')}
            description={t('workspace.account.nameHint')}
            autoComplete="name"
            {...form.field('name')}
          />
          <Select
            label={t('workspace.account.language')}
            description={t('workspace.account.languageHint')}
            options={[
              {
                id: browsers,
                label: t('workspace.account.browsers', { value: languageNames[browser.language] }),
              },
              ...languages.map((id) => ({ id, label: languageNames[id] })),
            ]}
            {...form.field('language')}
          />
          <Select
            label={t('workspace.account.timeZone')}
            description={<TimeZoneHint timeZone={ownOf(timeZone) ?? browser.timeZone} />}
            options={[
              {
                id: browsers,
                label: t('workspace.account.browsers', { value: timeZoneLabel(browser.timeZone) }),
              },
              ...zones,
            ]}
            {...form.field('timeZone')}
          />
          <Select
            label={t('workspace.account.colours')}
            description={t('workspace.account.coloursHint')}
            options={[
              { id: browsers, label: t('workspace.account.colour.browser') },
              ...themes.map((id) => ({ id, label: t(`workspace.account.colour.${id}`) })),
            ]}
            {...form.field('theme')}
          />
          {me.mail && (
            <div id="notice-mails">
              <Checkbox {...form.checkbox('noticeMails')} hint={t('workspace.account.noticeMailsHint')}>
                {t('workspace.account.noticeMails')}
              </Checkbox>
            </div>
          )}
          {form.problem && <ProblemNotice problem={form.problem} />}
          <SaveButton saving={form} isTyped={form.isTyped} />
        </Form>
      </Panel>
      {me.mail && can(role, 'answerRequests') && (
        <div className={styles.section}>
          <RequestMailsPanel />
        </div>
      )}
    </AccountFrame>
  );
}

/** What the zone is for, and the time there, by which a person knows that it is theirs. */
function TimeZoneHint({ timeZone }: { timeZone: string }) {
  const t = useTranslations();
  const dates = useDates();
  const now = new Date(useNow());
  return (
    <span suppressHydrationWarning>
      {t('workspace.account.timeZoneHint', { now: dates.instantIn(now, timeZone) })}
    </span>
  );
}

function ownOf<Value extends string>(value: Value): Exclude<Value, typeof browsers> | null {
  return value === browsers ? null : (value as Exclude<Value, typeof browsers>);
}

/** What this browser would show. Until the page runs in it, what the server knows of it. */
function useBrowser(): { language: Language; timeZone: string } {
  const { settings, timeZone } = useReader();
  const current = languageOf(useLocale());
  const [browser, setBrowser] = useState({ language: current, timeZone: timeZone ?? 'UTC' });
  const follows = settings?.language === null;
  useEffect(() => {
    // Before sign-in a person may have chosen another language than the browser's own.
    const language = follows ? current : pickLanguage(navigator.languages.join(','));
    setBrowser({ language, timeZone: browserTimeZone() });
  }, [follows, current]);
  return browser;
}
