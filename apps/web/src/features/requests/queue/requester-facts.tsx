'use client';

import type { Request, RequestContext } from '@weir/contract';
import Link from 'next/link';
import type { useIntake } from '../intake-context';
import { AnswerWord } from '../letter/answer-word';
import { openInWords } from '../open-words';
import { Fact } from './fact';
import styles from './request-facts.module.css';
import { useRequestContext } from './use-request-context';

type Props = { workspace: string; request: Request; now: ReturnType<typeof useIntake> };

/** What else its requester asked, how that ended, and what is like it and open. */
export function AskerFacts({ workspace, request, now: { board } }: Props) {
  const context = useRequestContext(workspace, board.key, request);
  if (!context) return null;
  const home = `/${workspace}/${board.key}/requests`;
  return (
    <>
      <OpenFact home={home} name={request.requester.name} open={context.requester.open} />
      <EarlierFact answered={context.requester.answered} />
      {context.similar.length > 0 && (
        <Fact title="Similar and open">
          <ul className={styles.others}>
            {context.similar.map((each) => (
              <li key={each.number}>
                <Link href={`${home}/${each.number}`}>{each.title ?? each.ref}</Link>
                <span className={styles.soft}>
                  {each.ref} {openInWords(each, board.today)}
                </span>
              </li>
            ))}
          </ul>
        </Fact>
      )}
    </>
  );
}

type Asker = RequestContext['requester'];

function OpenFact({ home, name, open }: { home: string; name: string; open: Asker['open'] }) {
  return (
    <Fact title={`Also from ${name}`}>
      {open.length === 0 && <p className={styles.soft}>Nothing else waits.</p>}
      <ul className={styles.others}>
        {open.map(({ number, ref, title }) => (
          <li key={number}>
            <Link href={`${home}/${number}`}>{title}</Link>
            <span className={styles.soft}>{ref} waits</span>
          </li>
        ))}
      </ul>
    </Fact>
  );
}

/** How their earlier requests ended, in words and numbers. */
function EarlierFact({ answered }: { answered: Asker['answered'] }) {
  if (answered.length === 0) return null;
  return (
    <Fact title="Their earlier ones here">
      <ul className={styles.outcomes}>
        {answered.map(({ kind, count }) => (
          <li key={kind}>
            <AnswerWord kind={kind} /> {count}
          </li>
        ))}
      </ul>
    </Fact>
  );
}
