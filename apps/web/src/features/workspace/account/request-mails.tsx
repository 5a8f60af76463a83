'use client';

import { useQuery } from '@tanstack/react-query';
import type { NoticeSettings, RequestMails } from '@weir/contract';
import { requestMails } from '@weir/domain';
import { Checkbox } from '@/components/choice/checkbox';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Select } from '@/components/form/select';
import { Panel } from '@/components/layout/panel';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';

/** When the person gets mail of new requests in this workspace, and whether of each week. It is saved as soon as it is chosen. */
export function RequestMailsPanel() {
  const t = useTranslations();
  const { slug, name, me } = useWorkspace();
  const path = adminPaths.noticeSettings(slug);
  const query = useQuery(reading<NoticeSettings>(path));
  const { isPending, problem, save } = useSave({ onSaved: () => query.refetch() });
  const failed = problem ?? query.error?.problem;
  const change = (choice: RequestMails) =>
    save(() => api.patch<NoticeSettings>(path, { requestMails: choice }));
  return (
    <Panel title={t('workspace.account.requestMailsTitle', { workspace: name })}>
      <div id="request-mails">
        <Select
          label={t('workspace.account.requestMails')}
          description={t(
            me.noticeMails ? 'workspace.account.requestMailsHint' : 'workspace.account.requestMailsOff',
          )}
          options={requestMails.map((id) => ({ id, label: t(`workspace.account.requestMailsChoice.${id}`) }))}
          value={query.data?.requestMails ?? null}
          onChange={change}
          isDisabled={!query.data || isPending || !me.noticeMails}
        />
      </div>
      <Checkbox
        isSelected={query.data?.digestMails ?? false}
        isReadOnly={!query.data || isPending || !me.noticeMails}
        hint={t('workspace.account.digestMailsHint')}
        onChange={(digestMails) => save(() => api.patch<NoticeSettings>(path, { digestMails }))}
      >
        {t('workspace.account.digestMails')}
      </Checkbox>
      {failed && <ProblemNotice problem={failed} />}
    </Panel>
  );
}
