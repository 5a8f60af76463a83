import type { NoticeFacts } from '@weir/domain';
import type { Language } from '@weir/words';
import { createWords } from '@weir/words/catalogue';
import { letterOfAccount } from '../../src/mail/letters/account.js';
import { letterToConfirm, letterToConfirmEmail } from '../../src/mail/letters/confirmations.js';
import { letterOfInvitation } from '../../src/mail/letters/invitation.js';
import { layOut } from '../../src/mail/letters/layout.js';
import type { Letter, LetterFacts } from '../../src/mail/letters/letter.js';
import { letterOfNewRequests } from '../../src/mail/letters/new-requests.js';
import { letterOfNotice } from '../../src/mail/letters/notice.js';
import { letterOfSeveral } from '../../src/mail/letters/several.js';
import type { NewRequestToMail } from '../../src/mail/mail.repository.js';

const answerBy = '2031-12-03T13:00:00.000Z';
const expiresAt = '2031-12-06T13:00:00.000Z';
const request = {
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
const expected = { p50: '2031-12-01', p85: '2031-12-08' };
const known: LetterFacts = {
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
const message = 'We know how: two days of work.\nMore at www.evil.test.';
const nothing = {
  message: null,
  until: null,
  card: null,
  duplicateOf: null,
  redirectedTo: null,
  standing: null,
};

export type Sample = { name: string; language: Language; letter: Letter; says: string[] };
type Row = [name: string, facts: object, known?: Partial<LetterFacts>, says?: string[]];
const answer = (kind: string, more: object = {}) => ({
  kind: 'answered',
  answer: { ...nothing, kind, ...more },
});
const theirs = {
  ref: 'PLAT-R9',
  title: 'Exports in minutes',
  requester: 'Tomo Tanaka',
  guest: false,
  answerBy,
  expiresAt,
  ticketFrom: null,
  classOfService: 'standard',
  neededBy: null,
};
const watcher = { reader: 'watcher', request: theirs };
const ofTeam = { original: { ...known.original, own: false } as LetterFacts['original'] };
const mira = 'Mira Mensah';
const [date, due, end] = ['8', '3', '6'].map((day) => `\\b${day}\\.? De[cz]`) as [string, string, string];

/** `says`: what this letter must say, of who, why and when, in every language, as patterns. */
const aboutRequests: Row[] = [
  ['accepted', { ...answer('accept', { card: 'PLAT-40' }), expected }, {}, [mira, date, '85', 'PLAT-40']],
  ['accepted for a guest', answer('accept', { card: 'PLAT-40' }), { isGuest: true, expected }, [mira, date]],
  ['traded', { ...answer('trade', { message }), expected }, {}, [mira, date, 'two days of work']],
  ['declined', answer('decline', { message }), { reason: 'notAligned' }, [mira, 'two days of work']],
  ['not now', answer('defer', { message, until: '2032-01-12' }), { reason: 'noCapacity' }, [mira, '12']],
  ['duplicate', answer('duplicate', { duplicateOf: 'PLAT-R9' }), {}, [mira, 'PLAT-R9']],
  [
    'duplicate with an answer',
    answer('duplicate', {
      duplicateOf: 'PLAT-R9',
      standing: { kind: 'defer', reason: 'tooLarge', message, until: '2032-01-12', card: null, own: false },
    }),
    {},
    [mira, 'PLAT-R9', 'two days of work', '12'],
  ],
  [
    'redirected',
    answer('redirect', { redirectedTo: { ref: 'DATA-R4', board: 'Data' } }),
    {},
    [mira, 'DATA-R4'],
  ],
  ['withdrawn', answer('withdrawn'), { by: null }],
  ['expired', answer('expired', { until: '2032-01-12' }), { by: null, bySystem: true }, ['12']],
  ['shed', answer('shed', { until: '2032-01-12' }), { by: null, bySystem: true }, ['12']],
  ['accepted for a watcher', { ...answer('accept'), expected, ...watcher }, {}, [mira, 'PLAT-R9', date]],
  [
    'declined for a watcher',
    { ...answer('decline', { message }), ...watcher },
    { reason: 'other' },
    ['PLAT-R9'],
  ],
  ['begun', { kind: 'begun', reason: null, message: null, expected }, {}, [mira, date]],
  ['reopened', { kind: 'begun', was: 'delivered', reason: null, message: null, expected }, {}, [mira, date]],
  [
    'blocked',
    { kind: 'blocked', reason: 'The disk is full.', message: null, expected },
    {},
    [mira, 'The disk is full.', date],
  ],
  ['unblocked', { kind: 'unblocked', reason: null, message: null }, { expected }, [mira, date]],
  [
    'put back',
    { kind: 'putBack', reason: 'The team has no capacity for it now.', message, expected },
    {},
    [mira, 'capacity', date],
  ],
  [
    'taken off',
    { kind: 'takenOff', reason: 'It is too large.', message },
    {},
    [mira, 'too large', 'two days of work'],
  ],
  ['restored', { kind: 'restored', reason: null, message: null, expected }, {}, [mira, date]],
  ['delivered', { kind: 'delivered', reason: null, message }, {}, [mira]],
  [
    'displaced',
    { kind: 'displaced', reason: 'noCapacity', message, until: null },
    {},
    [mira, 'two days of work'],
  ],
  ['displaced off the board', { kind: 'displaced', message, until: '2032-01-12' }, {}, [mira, '12']],
  [
    'new date',
    { kind: 'expected', from: '2031-12-04', expected },
    { by: null },
    [date, '4\\.? De[cz]', '85'],
  ],
  [
    'received of a guest',
    { kind: 'submitted', position: 3 },
    { by: null, isGuest: true, waits: true },
    ['Platform', 'PLAT-R12', '\\b3\\b', due, end, '“not now”|„nicht jetzt“', 'We store|Wir speichern'],
  ],
  ['ticket due', { kind: 'ticketDue' }, { by: null }, ['Platform']],
  [
    'question',
    { kind: 'question', asks: true, message },
    { waits: true, paused: true },
    [mira, 'two days of work'],
  ],
  ['message', { kind: 'question', asks: false, message }, { waits: true }, [mira, due]],
  [
    'message to a guest',
    { kind: 'question', asks: false, message },
    { by: null, isGuest: true, expected },
    ['Platform', date],
  ],
  ['reply', { kind: 'reply', message, reader: 'team' }, { waits: true, ...ofTeam }, ['Rana Roy', due]],
  [
    'reminder',
    { kind: 'reminder', reader: 'team' },
    { by: null, waits: true, ...ofTeam },
    ['Rana Roy', due, end],
  ],
  [
    'overdue for the team',
    { kind: 'overdue', reader: 'team' },
    { by: null, waits: true, ...ofTeam },
    ['Rana Roy', due],
  ],
  [
    'new',
    { kind: 'newRequest', reader: 'team', request: { ...request, guest: true } },
    { by: null, waits: true, ...ofTeam },
    ['Rana Roy \\((guest|Gast)\\)', due, 'Standard'],
  ],
  [
    'answerMoved',
    { kind: 'answerMoved', from: expiresAt, to: answerBy },
    { by: null, waits: true },
    ['Platform', due, end],
  ],
  ['overdue', { kind: 'overdue' }, { by: null, waits: true }, ['Platform', due, end]],
];
const card = { ref: 'PLAT-4', title: 'Exports of evil.test', comment: null };
const comment = { ...card, comment: message };
const cardNotices: [name: string, facts: object][] = [
  ['assigned', { kind: 'assigned', by: mira, card }],
  ['assigned by the system', { kind: 'assigned', by: null, card }],
  ['mentioned', { kind: 'mentioned', by: mira, card: comment }],
  ['mentioned in a description', { kind: 'mentioned', by: mira, card }],
  ['commented', { kind: 'commented', by: mira, card: comment }],
  ['card blocked', { kind: 'cardBlocked', by: mira, reason: message, card }],
  ['card unblocked', { kind: 'cardUnblocked', by: mira, reason: message, card }],
  ['due soon', { kind: 'dueSoon', by: null, dueOn: '2031-12-20', card }],
  [
    'overridden',
    {
      kind: 'overridden',
      by: mira,
      limits: [{ scope: 'column', of: 'Doing', max: 3, load: 4, reason: message }],
    },
  ],
];
const others: [name: string, letter: (language: Language) => Letter][] = [
  [
    'gate',
    (language) => notice(language, { kind: 'gate', state: 'shut', reason: message, until: answerBy }, null),
  ],
  ['room', (language) => notice(language, { kind: 'room' }, null)],
  ...cardNotices.map(([name, facts]): (typeof others)[number] => [
    name,
    (language) => notice(language, { board: 'Platform', ...facts }, null),
  ]),
  ['several new requests', newRequests],
  [
    'several beyond a cap',
    (language) => letterOfSeveral(createWords(language), 'Rana Roy', 7, 'capped', links),
  ],
  ['several of a day', (language) => letterOfSeveral(createWords(language), 'Rana Roy', 7, 'chosen', links)],
  [
    'confirm a request',
    (language) =>
      letterToConfirm(
        createWords(language),
        { id: '1', at: answerBy, timeZone: 'Europe/Berlin', expiresAt, isUsed: false },
        links.read,
      ),
  ],
  [
    'confirm an address',
    (language) =>
      letterToConfirmEmail(createWords(language), { id: '1', expiresAt, isUsed: false }, links.read),
  ],
  ...(['passwordReset', 'passwordChanged'] as const).map((kind): [string, (language: Language) => Letter] => [
    kind,
    (language) =>
      letterOfAccount(
        createWords(language),
        { name: '', language, timeZone: 'Europe/Berlin' },
        { id: '1', kind, at: answerBy, expiresAt, isUsed: false },
        links.read,
      ),
  ]),
  [
    'invitation',
    (language) =>
      letterOfInvitation(
        createWords(language),
        { name: '', language, timeZone: null },
        {
          id: '1',
          workspace: 'Acme',
          by: { name: mira, role: 'owner' },
          expiresAt,
          isUsed: false,
          isRevoked: false,
        },
        links.read,
      ),
  ],
];

const home = 'https://weir.test/acme';
const links = {
  read: 'https://weir.test/acme/PLAT/requests/12',
  stop: {
    page: 'https://weir.test/email/stop#token',
    oneClick: 'https://weir.test/api/email/stop?token=token',
  },
};

function notice(language: Language, facts: object, more: Partial<LetterFacts> | null): Letter {
  const all = { board: 'Platform', timeZone: 'Europe/Berlin', reader: 'requester', request, ...facts };
  const about = more === null;
  const { request: _, ...onBoard } = all;
  return letterOfNotice(
    createWords(language, 'Europe/Berlin'),
    'Rana Roy',
    (about ? onBoard : all) as NoticeFacts,
    more && { ...known, ...more },
    links,
  );
}

/** One more than a letter lists. */
function newRequests(language: Language): Letter {
  const facts = { kind: 'newRequest', board: 'Platform', timeZone: 'Europe/Berlin', reader: 'team', request };
  const newRequest = { id: '1', board: 'PLAT', number: 12, facts: facts as NewRequestToMail['facts'] };
  return letterOfNewRequests(
    createWords(language, 'Europe/Berlin'),
    'Mira Mensah',
    [newRequest, ...Array.from({ length: 20 }, () => newRequest)],
    { workspace: 'Acme', mails: 'hourly', known: null, home, stop: links.stop },
  );
}

const languages: Language[] = ['en', 'de'];
export const requestLetters: Sample[] = languages.flatMap((language) =>
  aboutRequests.map(([name, facts, more = {}, says = []]) => ({
    ...{ name, language, says },
    letter: notice(language, facts, more),
  })),
);
export const otherLetters: Sample[] = languages.flatMap((language) =>
  others.map(([name, letter]) => ({ name, language, letter: letter(language), says: [] })),
);

export const laidOut = ({ language, letter }: Sample, repliesAreRead = false) =>
  layOut(createWords(language), letter, { repliesAreRead });
export { links };
