'use client';

import type { User, Workspace } from '@weir/contract';
import { languageNames, languages } from '@weir/words';
import { useState } from 'react';
import { Avatar } from '@/components/data/avatar';
import { Button } from '@/components/form/button';
import { Menu, MenuItem, MenuLine, MenuSection } from '@/components/overlay/menu';
import { useCommands } from '@/lib/commands';
import { chooseTheme, type Theme, themes } from '@/lib/theme';
import { useTranslations } from '@/lib/words/use-translations';
import { StillSignedIn, useSignOut } from '../account/sign-out';
import { useChooseLanguage } from '../account/use-choose-language';
import styles from './top-bar.module.css';

/** Shows who is signed in. They choose colours and language here, and sign out. In a workspace it links to the rest. */
export function AccountMenu({ user, workspace }: { user: User; workspace?: Workspace }) {
  const t = useTranslations();
  const role = workspace?.role;
  const { language, chooseLanguage } = useChooseLanguage();
  const signingOut = useSignOut();
  // Read from the page when the menu opens, so the server need not know it here.
  const [theme, setTheme] = useState<Theme | null>(null);
  const choose = (chosen: Theme) => {
    chooseTheme(chosen);
    setTheme(chosen);
  };
  const command = (id: string, title: string, act: () => void) => ({
    id: `account ${id}`,
    group: 'account' as const,
    title,
    act,
  });
  useCommands(() => [
    ...(workspace
      ? [
          {
            id: 'account settings',
            group: 'account' as const,
            title: t('workspace.account.settings'),
            href: `/${workspace.slug}/account`,
          },
        ]
      : []),
    ...themes.map((each) =>
      command(each, t('commands.colours', { name: t(`workspace.account.colour.${each}`) }), () =>
        choose(each),
      ),
    ),
    ...languages
      .filter((each) => each !== language)
      .map((each) =>
        command(each, t('commands.language', { name: languageNames[each] }), () => chooseLanguage(each)),
      ),
    command('sign out', t('workspace.account.signOut'), signingOut.ask),
  ]);
  return (
    <>
      <Menu
        label={t('workspace.account.label')}
        placement="bottom end"
        trigger={
          <Button
            variant="plain"
            className={styles.account ?? ''}
            aria-label={t('workspace.account.of', { name: user.name })}
          >
            <Avatar name={user.name} size={30} isDecorative />
          </Button>
        }
      >
        <MenuSection
          title={
            <span className={styles.me}>
              <b>{user.name}</b>
              <span>{user.email}</span>
              {role &&
                t('workspace.account.role', {
                  name: t(`common.roles.${role}.name`),
                  may: t(`common.roles.${role}.may`),
                })}
            </span>
          }
        >
          {workspace ? (
            <MenuItem href={`/${workspace.slug}/account`}>{t('workspace.account.settings')}</MenuItem>
          ) : null}
          <MenuItem onAction={signingOut.ask}>{t('workspace.account.signOut')}</MenuItem>
        </MenuSection>
        <MenuLine />
        <MenuSection title={t('workspace.account.colours')}>
          {themes.map((each) => (
            <MenuItem key={each} onAction={() => choose(each)} isCurrent={each === (theme ?? chosenTheme())}>
              {t(`workspace.account.colour.${each}`)}
            </MenuItem>
          ))}
        </MenuSection>
        <MenuLine />
        <MenuSection title={t('workspace.account.language')}>
          {languages.map((each) => (
            <MenuItem key={each} onAction={() => chooseLanguage(each)} isCurrent={each === language}>
              {languageNames[each]}
            </MenuItem>
          ))}
        </MenuSection>
      </Menu>
      <StillSignedIn signingOut={signingOut} />
    </>
  );
}

function chosenTheme(): Theme {
  if (typeof document === 'undefined') return 'system';
  return (document.documentElement.dataset.theme as Theme | undefined) ?? 'system';
}
