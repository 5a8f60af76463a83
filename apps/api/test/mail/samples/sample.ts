import type { NoticeFacts } from '@weir/domain';
import type { Language } from '@weir/words';
import { createWords } from '@weir/words/catalogue';
import { layOut } from '../../../src/mail/letters/layout/layout.js';
import type { Letter, LetterFacts } from '../../../src/mail/letters/letter.js';
import { letterOfNotice } from '../../../src/mail/letters/notices/notice.js';

// What the samples of all letters share.

export type Sample = { name: string; language: Language; letter: Letter; says: string[] };
export const languages: Language[] = ['en', 'de'];

export const answerBy = '2031-12-03T13:00:00.000Z';
export const expiresAt = '2031-12-06T13:00:00.000Z';
export const message = 'We know how: two days of work.\nMore at www.evil.test.';
export const mira = 'Mira Mensah';
export const request = {
  ref: 'PLAT-R12',
  title: 'Faster exports',
  requester: 'Rana Roy',
  guest: false,
  answerBy,
  expiresAt,
  ticketFrom: null,
  classOfService: 'standard',
  neededBy: null,
};
export const known: LetterFacts = {
  isGuest: false,
  by: 'Mira Mensah',
  reason: null,
  bySystem: false,
  waits: false,
  paused: false,
  expected: null,
  original: {
    own: true,
    ref: 'PLAT-R12',
    title: 'Faster exports',
    description: 'The weekly export takes an hour.\n\nSee https://evil.test/export for the numbers.',
    neededBy: '2031-12-20',
    at: '2031-11-24T09:00:00.000Z',
  },
  thread: 'request.reader',
};

export const home = 'https://weir.test/acme';
export const links = {
  read: 'https://weir.test/acme/PLAT/requests/12',
  stop: {
    page: 'https://weir.test/email/stop#token',
    oneClick: 'https://weir.test/api/email/stop?token=token',
  },
};

export function notice(
  language: Language,
  facts: object,
  more: Partial<LetterFacts> | null,
  read: string | null = links.read,
): Letter {
  const all = { board: 'Platform', timeZone: 'Europe/Berlin', reader: 'requester', request, ...facts };
  const about = more === null;
  const { request: _, ...onBoard } = all;
  return letterOfNotice(
    createWords(language, 'Europe/Berlin'),
    'Rana Roy',
    (about ? onBoard : all) as NoticeFacts,
    more && { ...known, ...more },
    { ...links, read },
  );
}

export const laidOut = ({ language, letter }: Sample, repliesAreRead = false) =>
  layOut(createWords(language), letter, { repliesAreRead });
