import { type ProblemCode, problemCodes, problems } from '@weir/contract';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Mark } from '@/components/icon/mark';
import { Link } from '@/components/layout/link';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import styles from '@/features/workspace/problems/problems.module.css';
import { getTranslations } from '@/lib/server/words';

type Props = { params: Promise<{ code: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations();
  const code = codeOf((await params).code);
  return code ? { title: t(`problems.${code}.title`) } : {};
}

/** Explains one of the API's problem codes to a person: every problem's `type` links here. */
export default async function ProblemCodePage({ params }: Props) {
  const t = await getTranslations();
  const code = codeOf((await params).code);
  if (!code) notFound();
  return (
    <Page width="narrow">
      <Link href="/" aria-label="Weir" className={styles.mark}>
        <Mark size={26} />
      </Link>
      <PageHeader title={t(`problems.${code}.title`)} />
      <dl className={styles.text}>
        <dt>{t('problems.pages.why')}</dt>
        <dd>{t(`problems.${code}.meaning`)}</dd>
        <dt>{t('problems.pages.whatNow')}</dt>
        <dd>{t(`problems.${code}.whatNow`)}</dd>
        <dt>{t('problems.pages.forPrograms')}</dt>
        <dd>
          {t.rich('problems.pages.code', {
            name: code,
            status: String(problems[code].status),
            code: (name) => <code>{name}</code>,
          })}{' '}
          {hasProgramText(code) && `${t(`problems.${code}.forPrograms`)} `}
          <Link href="/problems">{t('problems.pages.all')}</Link>
        </dd>
      </dl>
    </Page>
  );
}

function codeOf(code: string): ProblemCode | undefined {
  return problemCodes.find((known) => known === code);
}

const withProgramText = [
  'method-not-allowed',
  'invalid-input',
  'wip-limit-reached',
  'column-not-empty',
  'swimlane-not-empty',
  'cap-reached',
] as const satisfies ProblemCode[];

function hasProgramText(code: ProblemCode): code is (typeof withProgramText)[number] {
  return withProgramText.some((each) => each === code);
}
