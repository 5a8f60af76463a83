'use client';

import type { BoardSummary } from '@weir/contract';
import { useRouter } from 'next/navigation';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { LinkButton } from '@/components/form/link-button';
import { SaveInPlace } from '@/components/form/save-button';
import { TextField } from '@/components/form/text-field';
import { Link } from '@/components/layout/link';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { Panel } from '@/components/layout/panel';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { schemas } from '@/lib/forms/schemas';
import { useInPlaceForm } from '@/lib/forms/use-in-place-form';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './workspaces.module.css';

/** For owners: the workspace's name, and its archive. `boards` are those that are not archived. */
export function WorkspaceSettingsPage({ boards }: { boards: BoardSummary[] }) {
  const t = useTranslations();
  const { slug, name } = useWorkspace();
  return (
    <Page width="narrow">
      <PageHeader title={t('workspaceSettings.title')} crumbs={[{ label: name, href: `/${slug}` }]} />
      <div className={styles.panels}>
        <NamePanel />
        <Panel title={t('exports.title')}>
          <p className={styles.lead}>{t('exports.lead', { name })}</p>
          <LinkButton href={`/${slug}/export`}>{t('exports.open')}</LinkButton>
        </Panel>
        <Panel title={t('serviceAccounts.title')}>
          <p className={styles.lead}>{t('serviceAccounts.settings')}</p>
          <Link href={`/${slug}/members/service-accounts`}>{t('serviceAccounts.open')}</Link>
        </Panel>
        <Panel title={t('tokens.everyone.title')}>
          <p className={styles.lead}>{t('tokens.everyone.settings')}</p>
          <Link href={`/${slug}/settings/tokens`}>{t('tokens.everyone.open')}</Link>
        </Panel>
        <WebhooksPanel />
        <Panel title={t('credits.settings.title')}>
          <p className={styles.lead}>{t('credits.settings.lead')}</p>
          <Link href={`/${slug}/settings/credits`}>{t('credits.settings.open')}</Link>
        </Panel>
        <AuditLogPanel />
        <ArchivePanel boards={boards} />
      </div>
    </Page>
  );
}

function NamePanel() {
  const t = useTranslations();
  const router = useRouter();
  const { slug, name } = useWorkspace();
  const form = useInPlaceForm({
    schema: schemas.WorkspaceChange,
    savedValues: { name },
    draftKey: `workspace ${slug}`,
    send: (change) => api.patch(workspacePaths.workspace(slug), change),
    announcement: t('components.save.saved'),
    // The layout shows the name.
    onSaved: () => router.refresh(),
  });
  return (
    <Panel
      title={t('workspaceSettings.name.title')}
      actions={
        <SaveInPlace
          form={form}
          name={t('components.save.part', { part: t('workspaceSettings.name.title') })}
        />
      }
    >
      <Form {...form.props} label={t('workspaceSettings.name.title')}>
        <TextField
          label={t('workspaceSettings.name.label')}
          description={t('workspaceSettings.name.hint', { slug })}
          {...form.field('name')}
        />
        {form.problem && <ProblemNotice problem={form.problem} />}
      </Form>
    </Panel>
  );
}

function WebhooksPanel() {
  const t = useTranslations();
  const { slug, name } = useWorkspace();
  return (
    <Panel title={t('webhooks.title')}>
      <p className={styles.lead}>{t('webhooks.lead', { workspace: name })}</p>
      <Link href={`/${slug}/settings/webhooks`}>{t('webhooks.open')}</Link>
    </Panel>
  );
}

function AuditLogPanel() {
  const t = useTranslations();
  const { slug } = useWorkspace();
  return (
    <Panel title={t('auditLog.title')}>
      <p className={styles.lead}>{t('auditLog.lead')}</p>
      <Link href={`/${slug}/settings/audit-log`}>{t('auditLog.open')}</Link>
    </Panel>
  );
}

function ArchivePanel({ boards }: { boards: BoardSummary[] }) {
  const t = useTranslations();
  const router = useRouter();
  const { slug, name } = useWorkspace();
  const saving = useSave();
  const archive = async () => {
    const announcement = t('workspaceSettings.archive.archived', { name });
    if (await saving.save(() => api.put(adminPaths.workspaceArchive(slug)), { announcement }))
      router.push('/?all');
  };
  return (
    <Panel title={t('workspaceSettings.archive.title')}>
      <p className={styles.lead}>{t('workspaceSettings.archive.lead')}</p>
      {boards.length > 0 ? (
        <Notice tone="info" title={t('workspaceSettings.archive.boards', { count: boards.length })}>
          <p>{t('workspaceSettings.archive.boardsLead')}</p>
          <ul className={styles.boards}>
            {boards.map((board) => (
              <li key={board.key}>
                <Link href={`/${slug}/${board.key}/settings`}>{board.name}</Link>
              </li>
            ))}
          </ul>
        </Notice>
      ) : (
        <Dialog
          size="small"
          role="alertdialog"
          title={t('workspaceSettings.archive.confirmTitle', { name })}
          trigger={<Button variant="danger">{t('workspaceSettings.archive.open', { name })}</Button>}
        >
          {(close) => (
            <>
              <p>{t('workspaceSettings.archive.confirm')}</p>
              {saving.problem && <ProblemNotice problem={saving.problem} />}
              <DialogActions>
                <Button onPress={close}>{t('common.cancel')}</Button>
                <Button variant="danger" isPending={saving.isPending} onPress={archive}>
                  {t('workspaceSettings.archive.submit')}
                </Button>
              </DialogActions>
            </>
          )}
        </Dialog>
      )}
    </Panel>
  );
}
