import type { Me } from '@weir/contract';
import Link from 'next/link';
import { Mark } from '@/components/icon/mark';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { Panel } from '@/components/layout/panel';
import { roleWords } from '../account/role-words';
import { AccountMenu } from '../shell/account-menu';
import bar from '../shell/top-bar.module.css';
import { CreateWorkspace } from './create-workspace';
import styles from './workspaces.module.css';

export function WorkspacesPage({ me }: { me: Me }) {
  return (
    <>
      <header className={bar.bar}>
        <Link href="/?all" className={bar.mark} aria-label="Workspaces">
          <Mark />
        </Link>
        <span className={bar.where} />
        <AccountMenu user={me.user} />
      </header>
      <Page width="narrow">
        <PageHeader title={me.workspaces.length > 0 ? 'Your workspaces' : `Welcome, ${me.user.name}`} />
        {me.workspaces.length > 0 && (
          <ul className={styles.list}>
            {me.workspaces.map(({ slug, name, role }) => (
              <li key={slug}>
                <Link href={`/${slug}`}>{name}</Link>
                <span>{roleWords[role].label}</span>
              </li>
            ))}
          </ul>
        )}
        <Panel title={me.workspaces.length > 0 ? 'A new workspace' : 'Make a workspace'}>
          <p className={styles.lead}>
            A workspace holds the boards of the teams that ask things of one another. Waiting for an
            invitation? Open its link, and you are in.
          </p>
          <CreateWorkspace />
        </Panel>
      </Page>
    </>
  );
}
