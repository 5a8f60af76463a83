import type { Me, Workspace } from '@weir/contract';
import { Mark } from '@/components/icon/mark';
import { Link } from '@/components/layout/link';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { Panel } from '@/components/layout/panel';
import { useTranslations } from '@/lib/words/use-translations';
import { AccountMenu } from '../shell/account-menu';
import bar from '../shell/top-bar.module.css';
import { ArchivedWorkspaces } from './archived-workspaces';
import { CreateWorkspace } from './create-workspace';
import styles from './workspaces.module.css';

/** The person's workspaces, the form to create one, and the archived ones that they can restore. */
export function WorkspacesPage({ me, archived }: { me: Me; archived: Workspace[] }) {
  const t = useTranslations();
  const isAny = me.workspaces.length > 0;
  return (
    <>
      <header className={bar.bar}>
        <Link href="/?all" className={bar.mark} aria-label={t('workspace.workspaces.title')}>
          <Mark />
        </Link>
        <span className={bar.where} />
        <AccountMenu user={me.user} />
      </header>
      <Page width="narrow">
        <PageHeader
          title={
            isAny
              ? t('workspace.workspaces.yours')
              : t('workspace.workspaces.welcome', { name: me.user.name })
          }
        />
        {isAny && (
          <ul className={styles.list}>
            {me.workspaces.map(({ slug, name, role }) => (
              <li key={slug}>
                <Link href={`/${slug}`}>{name}</Link>
                <span>{t(`common.roles.${role}.name`)}</span>
              </li>
            ))}
          </ul>
        )}
        <div className={styles.panels}>
          <Panel title={isAny ? t('workspace.workspaces.new') : t('workspace.workspaces.first')}>
            <p className={styles.lead}>{t('workspace.workspaces.lead')}</p>
            <CreateWorkspace />
          </Panel>
          <ArchivedWorkspaces workspaces={archived} />
        </div>
      </Page>
    </>
  );
}
