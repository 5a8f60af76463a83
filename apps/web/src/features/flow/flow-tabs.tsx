'use client';

import { usePathname } from 'next/navigation';
import { Link } from '@/components/layout/link';
import { showCurrent } from '@/components/layout/show-current';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './flow-tabs.module.css';

/** The pages about the flow of a board, or of several boards where it is null. */
export function FlowTabs({ board }: { board: string | null }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const path = usePathname();
  const about = board === null ? `/${slug}` : `/${slug}/${board}`;
  const home = `${about}/flow`;
  const tabs = [
    { href: home, name: 'figures' as const },
    { href: `${home}/forecast`, name: 'forecast' as const },
    { href: `${home}/track-record`, name: 'trackRecord' as const },
    // Of one board only: boards have different columns.
    ...(board === null
      ? []
      : [
          { href: `${home}/what-if`, name: 'whatIf' as const },
          { href: `${home}/trials`, name: 'trials' as const },
        ]),
    { href: `${about}/digest`, name: 'digest' as const },
  ];
  return (
    <nav ref={showCurrent} className={styles.tabs} aria-label={t('flow.tabs.label')}>
      {tabs.map(({ href, name }) => (
        <Link key={href} href={href} aria-current={path === href ? 'page' : undefined}>
          {t(`flow.tabs.${name}`)}
        </Link>
      ))}
    </nav>
  );
}
