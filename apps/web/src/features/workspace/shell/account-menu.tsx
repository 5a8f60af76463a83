'use client';

import type { Account, Workspace } from '@weir/contract';
import { Avatar } from '@/components/data/avatar';
import { Button } from '@/components/form/button';
import { Menu, useMenuParts } from '@/components/overlay/menu';
import { useLaterCommands } from '@/lib/commands';
import { Later, useWhenUsed } from '@/lib/loading/when-used';
import { withWordsOf } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import { useSignOut } from '../signing-out/use-sign-out';
import styles from './top-bar.module.css';

const later = new Later(() =>
  withWordsOf('features/workspace/shell/account-menu-parts', import('./account-menu-parts')),
);

/** Shows who is signed in. They choose colours and language here, and sign out. In a workspace it links to the rest. */
export function AccountMenu({ user, workspace }: { user: Account; workspace?: Workspace }) {
  const t = useTranslations();
  const signingOut = useSignOut();
  const choices = { workspace, signingOut };
  const { parts, opening } = useMenuParts(later);
  const asks = useWhenUsed(later, signingOut.failure !== null || signingOut.unsent > 0);
  useLaterCommands(later, ({ accountCommands }) => accountCommands(t, { ...choices, user }));
  return (
    <>
      <Menu
        label={t('workspace.account.label')}
        placement="bottom end"
        {...opening}
        trigger={
          <Button
            variant="plain"
            className={styles.account ?? ''}
            aria-label={t('workspace.account.of', { name: user.name })}
          >
            <Avatar person={user} size={30} isDecorative />
          </Button>
        }
      >
        {parts && <parts.AccountItems user={user} {...choices} />}
      </Menu>
      {asks && <asks.SigningOut of={signingOut} />}
    </>
  );
}
