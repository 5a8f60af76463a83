'use client';

import type { Account, User, Workspace } from '@weir/contract';
import type { Translate } from '@weir/words';
import { languageNames, languageOf, languages } from '@weir/words';
import { useState } from 'react';
import { loadDialogs } from '@/components/overlay/dialog';
import { MenuItem, MenuLine, MenuSection } from '@/components/overlay/menu';
import type { Command } from '@/lib/commands';
import { type AccountPage, accountPages, accountPagesOf } from '@/lib/pages/account-pages';
import { type Theme, themes } from '@/lib/theme';
import { useTranslations } from '@/lib/words/use-translations';
import { chooseOwnLanguage } from '../account/access/choose-own-language';
import { chooseTheme } from '../account/access/choose-theme';
import { SignOutHere } from '../signing-out/signed-out-here';
import { StillSignedIn } from '../signing-out/still-signed-in';
import type { SigningOut as Signing } from '../signing-out/use-sign-out';
import styles from './top-bar.module.css';

// Signing out can ask for confirmation without a connection.
loadDialogs();

type Choices = { workspace: Workspace | undefined; signingOut: Signing };
type Commands = Choices & { user: Account };

export function AccountItems({ user, workspace, signingOut }: Choices & { user: User }) {
  const t = useTranslations();
  const role = workspace?.role;
  const [theme, setTheme] = useState(chosenTheme);
  const choose = (chosen: Theme) => {
    void chooseTheme(t, chosen);
    setTheme(chosen);
  };
  return (
    <>
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
        {workspace ? (
          <MenuItem href={`/${workspace.slug}/account/notices`}>
            {t('workspace.noticeChoices.title')}
          </MenuItem>
        ) : null}
        <MenuItem href="/help">{t('help.title')}</MenuItem>
        <MenuItem onAction={signingOut.ask}>{t('workspace.account.signOut')}</MenuItem>
      </MenuSection>
      <MenuLine />
      <MenuSection title={t('workspace.account.colours')}>
        {themes.map((each) => (
          <MenuItem key={each} onAction={() => choose(each)} isCurrent={each === theme}>
            {t(`workspace.account.colour.${each}`)}
          </MenuItem>
        ))}
      </MenuSection>
      <MenuLine />
      <MenuSection title={t('workspace.account.language')}>
        {languages.map((each) => (
          <MenuItem
            key={each}
            onAction={() => void chooseOwnLanguage(t, each)}
            isCurrent={each === shownLanguage()}
          >
            {languageNames[each]}
          </MenuItem>
        ))}
      </MenuSection>
    </>
  );
}

/** Asks for confirmation, or shows why signing out failed. Without a connection it signs out this browser only. */
export function SigningOut({ of }: { of: Signing }) {
  return of.failure === 'unreachable' ? <SignOutHere /> : <StillSignedIn signingOut={of} />;
}

export function accountCommands(t: Translate, { user, workspace, signingOut }: Commands): Command[] {
  const command = (id: string, title: string, act: () => void) => ({
    id: `account ${id}`,
    group: 'account' as const,
    title,
    act,
  });
  return [
    ...(workspace
      ? [
          ...accountPagesOf(user).map((page) => ({
            id: `account ${page}`,
            group: 'account' as const,
            title: accountTitle(t, page),
            also: t(`commands.words.account.${page}`),
            href: `/${workspace.slug}/account${accountPages[page]}`,
            isOnlyFound: !inMenu.includes(page),
          })),
        ]
      : []),
    { id: 'help page', group: 'account' as const, title: t('help.title'), href: '/help' },
    ...themes.map((each) =>
      command(
        each,
        t('commands.colours', { name: t(`workspace.account.colour.${each}`) }),
        () => void chooseTheme(t, each),
      ),
    ),
    ...languages
      .filter((each) => each !== shownLanguage())
      .map((each) =>
        command(
          each,
          t('commands.language', { name: languageNames[each] }),
          () => void chooseOwnLanguage(t, each),
        ),
      ),
    command('sign out', t('workspace.account.signOut'), signingOut.ask),
  ];
}

/** Listed from the start, as in the menu. */
const inMenu: readonly AccountPage[] = ['profile', 'notices'];

function accountTitle(t: Translate, page: AccountPage): string {
  if (page === 'profile') return t('workspace.account.settings');
  if (page === 'notices') return t('workspace.noticeChoices.title');
  return t('commands.account', { page: t(`workspace.account.pages.${page}`) });
}

const shownLanguage = () => languageOf(document.documentElement.lang);

function chosenTheme(): Theme {
  return (document.documentElement.dataset.theme as Theme | undefined) ?? 'system';
}
