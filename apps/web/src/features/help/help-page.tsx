import { classesOfService } from '@weir/domain';
import type { Translate } from '@weir/words';
import type { ReactNode } from 'react';
import { StateWord } from '@/components/data/state-word';
import { Mark } from '@/components/icon/mark';
import { Link } from '@/components/layout/link';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { getTranslations } from '@/lib/server/words';
import styles from './help-page.module.css';
import { type HelpTopic, helpTopics } from './help-topics';
import {
  AnswersPicture,
  CommitmentPicture,
  FlowPicture,
  ForecastPicture,
  IntakePicture,
  LimitsPicture,
  PressurePicture,
  RefusalsPicture,
} from './pictures';

/** Explains the ideas of Weir, each with a picture. A `HelpLink` leads to one of its sections. */
export async function HelpPage() {
  const t = await getTranslations();
  const pictures: Record<HelpTopic, ReactNode> = {
    limits: <LimitsPicture t={t} />,
    refusals: <RefusalsPicture t={t} />,
    intake: <IntakePicture t={t} />,
    answers: <AnswersPicture t={t} />,
    pressure: <PressurePicture t={t} />,
    classes: null,
    commitment: <CommitmentPicture t={t} />,
    flow: <FlowPicture t={t} />,
    forecasts: <ForecastPicture t={t} />,
  };
  return (
    <Page width="narrow">
      <Link href="/" aria-label="Weir" className={styles.mark}>
        <Mark size={26} />
      </Link>
      <PageHeader title={t('help.title')} meta={t('help.lead')} />
      <nav className={styles.contents} aria-label={t('help.contents')}>
        <ul>
          {helpTopics.map((topic) => (
            <li key={topic}>
              <a href={`#${topic}`}>{t(`help.${topic}.title`)}</a>
            </li>
          ))}
        </ul>
      </nav>
      {helpTopics.map((topic) => (
        <section key={topic} id={topic} className={styles.topic}>
          <h2>{t(`help.${topic}.title`)}</h2>
          {pictures[topic] && (
            <figure className={styles.picture} role="img" aria-label={t(`help.${topic}.picture`)}>
              {pictures[topic]}
            </figure>
          )}
          <p>{t(`help.${topic}.text`)}</p>
          {topic === 'classes' ? <Classes t={t} /> : <p>{t(`help.${topic}.more`)}</p>}
          {topic === 'pressure' && (
            <p className={styles.states}>
              <StateWord state="flowing" /> <StateWord state="tight" /> <StateWord state="saturated" />
            </p>
          )}
        </section>
      ))}
    </Page>
  );
}

function Classes({ t }: { t: Translate }) {
  return (
    <dl className={styles.classes}>
      {classesOfService.map((each) => (
        <div key={each}>
          <dt data-class={each}>{t(`vocabulary.classes.${each}`)}</dt>
          <dd>{t(`vocabulary.classPolicies.${each}`)}</dd>
        </div>
      ))}
    </dl>
  );
}
