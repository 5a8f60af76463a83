import type { ReactNode } from 'react';
import { Link } from '@/components/layout/link';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './page-header.module.css';

export type Crumb = { label: string; href: string };

/** A page's title and its breadcrumb. `meta` is a line under the title; children are the page's actions. */
export function PageHeader({
  title,
  crumbs = [],
  meta,
  children,
}: {
  title: ReactNode;
  crumbs?: readonly Crumb[];
  meta?: ReactNode;
  children?: ReactNode;
}) {
  const t = useTranslations();
  return (
    <header className={styles.header}>
      <div className={styles.words}>
        {crumbs.length > 0 && (
          <nav aria-label={t('components.breadcrumb')}>
            <ol className={styles.crumbs}>
              {crumbs.map(({ label, href }) => (
                <li key={href}>
                  <Link href={href}>{label}</Link>
                </li>
              ))}
            </ol>
          </nav>
        )}
        <h1>{title}</h1>
        {meta && <div className={styles.meta}>{meta}</div>}
      </div>
      {children && <div className={styles.actions}>{children}</div>}
    </header>
  );
}
