'use client';

import { usePathname } from 'next/navigation';
import { Link } from '@/components/layout/link';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './members.module.css';

/** The pages of the members: people, their teams, and service accounts. */
export function MembersTabs() {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const path = usePathname();
  const tabs = [
    { href: `/${slug}/members`, name: 'people' },
    { href: `/${slug}/members/teams`, name: 'teams' },
    { href: `/${slug}/members/service-accounts`, name: 'serviceAccounts' },
  ] as const;
  return (
    <nav className={styles.tabs} aria-label={t('teams.tabs.label')}>
      {tabs.map(({ href, name }) => (
        <Link key={href} href={href} aria-current={path === href ? 'page' : undefined}>
          {t(`teams.tabs.${name}`)}
        </Link>
      ))}
    </nav>
  );
}
