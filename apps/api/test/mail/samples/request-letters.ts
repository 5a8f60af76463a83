import type { LetterFacts } from '../../../src/mail/letters/letter.js';
import {
  answerBy,
  expiresAt,
  known,
  languages,
  message,
  mira,
  notice,
  request,
  type Sample,
} from './sample.js';

type Row = [name: string, facts: object, known?: Partial<LetterFacts>, says?: string[]];

const expected = { p50: '2031-12-01', p85: '2031-12-08' };
const nothing = {
  message: null,
  until: null,
  card: null,
  duplicateOf: null,
  redirectedTo: null,
  standing: null,
};

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
const [date, due, end] = ['8', '3', '6'].map((day) => `\\b${day}\\.? De[cz]`) as [string, string, string];

/** `says`: what this letter must say, of who, why and when, in every language, as patterns. */
const rows: Row[] = [
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

export const requestLetters: Sample[] = languages.flatMap((language) =>
  rows.map(([name, facts, more = {}, says = []]) => ({
    ...{ name, language, says },
    letter: notice(language, facts, more),
  })),
);
