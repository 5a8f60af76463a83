import type { RequestMails } from '@weir/domain';
import { noticeText, type Words } from '@weir/words';
import type { NewRequestToMail } from '../mail.repository.js';
import { type Letter, type LetterFacts, type Links, onItsOwn } from './letter.js';
import { letterOfNotice } from './notices/notice.js';

/** `known`: of the first request. `home`: the address of the workspace. */
type Surroundings = {
  workspace: string;
  mails: RequestMails;
  known: LetterFacts | null;
  home: string;
  stop: Links['stop'];
};

/** A longer list is read in the app. */
const mostListed = 20;

/** New requests that wait, for a person who may answer them. The link of each opens its answer form. */
export function letterOfNewRequests(
  words: Words,
  name: string,
  requests: readonly [NewRequestToMail, ...NewRequestToMail[]],
  { workspace, mails, known, home, stop }: Surroundings,
): Letter {
  const { t } = words;
  const count = requests.length;
  const footer = [t('mail.newRequests.why', { workspace, mails })];
  const formOf = ({ board, number }: NewRequestToMail) => `${home}/${board}/intake?request=${number}`;
  const [first] = requests;
  if (count === 1)
    return { ...letterOfNotice(words, name, first.facts, known, { read: formOf(first), stop }), footer };

  const more = count - mostListed;
  return {
    ...onItsOwn,
    subject: t('mail.newRequests.subject', { count }),
    greeting: t('mail.greeting', { name }),
    happened: t('mail.newRequests.text', { count, workspace }),
    list: requests.slice(0, mostListed).map((each) => ({
      title: each.facts.request.title,
      about: noticeText(words, each.facts).text.replace(/\n+/g, ' '),
      to: formOf(each),
    })),
    now: more > 0 ? t('mail.newRequests.more', { count: more }) : null,
    link: { text: t('mail.newRequests.link'), to: `${home}/requests` },
    footer,
    stop,
  };
}
