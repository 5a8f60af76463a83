import { problemCodes, problems } from '@weir/contract';
import Link from 'next/link';
import { Mark } from '@/components/icon/mark';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import styles from '@/features/workspace/problems/problems.module.css';

export const metadata = { title: 'Refusals' };

export default function ProblemsPage() {
  return (
    <Page width="narrow">
      <Link href="/" aria-label="Weir" className={styles.mark}>
        <Mark size={26} />
      </Link>
      <PageHeader title="Refusals" meta="Every way in which Weir says no, why, and what can be done." />
      <ul className={styles.list}>
        {problemCodes.map((code) => (
          <li key={code}>
            <Link href={`/problems/${code}`}>{problems[code].title}</Link> <code>{code}</code>
          </li>
        ))}
      </ul>
    </Page>
  );
}
