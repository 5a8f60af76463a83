import { type ProblemCode, problemCodes, problems } from '@weir/contract';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { Mark } from '@/components/icon/mark';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import styles from '@/features/workspace/problems/problems.module.css';

type Props = { params: Promise<{ code: string }> };

/** Every code of the API has a page a person can read; the texts are the contract's. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const code = codeOf((await params).code);
  return code ? { title: problems[code].title } : {};
}

export default async function ProblemCodePage({ params }: Props) {
  const code = codeOf((await params).code);
  if (!code) notFound();
  const problem = problems[code];
  const { title, status, meaning, whatNow } = problem;
  return (
    <Page width="narrow">
      <Link href="/" aria-label="Weir" className={styles.mark}>
        <Mark size={26} />
      </Link>
      <PageHeader title={title} />
      <dl className={styles.text}>
        <dt>Why</dt>
        <dd>{meaning}</dd>
        <dt>What now</dt>
        <dd>{whatNow}</dd>
        <dt>For programs</dt>
        <dd>
          <code>{code}</code>, status {status}. {'forPrograms' in problem && `${problem.forPrograms} `}
          <Link href="/problems">All refusals</Link>
        </dd>
      </dl>
    </Page>
  );
}

function codeOf(code: string): ProblemCode | undefined {
  return problemCodes.find((known) => known === code);
}
