import type { AnswerFacts, NoticeFacts } from '@weir/domain';
import { createWords } from '../src/catalogue.js';
import { noticeText } from '../src/index.js';

const english = (facts: NoticeFacts) => noticeText(createWords('en'), facts);

const request = {
  ref: 'PLAT-R7',
  title: 'Self-service sandboxes',
  requester: 'Rana Roy',
  guest: false,
  classOfService: 'standard' as const,
  neededBy: null,
  answerBy: '2031-12-03T13:00:00.000Z',
  expiresAt: '2031-12-06T13:00:00.000Z',
  ticketFrom: '2027-01-11',
};
const asked = { board: 'Platform', timeZone: 'Europe/Berlin', reader: 'requester', request } as const;
const nothing = {
  message: null,
  until: null,
  card: null,
  duplicateOf: null,
  redirectedTo: null,
  standing: null,
};

function answered(
  answer: Partial<AnswerFacts> & Pick<AnswerFacts, 'kind'>,
  more: Partial<typeof asked> = {},
) {
  return english({ kind: 'answered', ...asked, ...more, answer: { ...nothing, ...answer } });
}

const message = 'The platform team is on the migration.';

describe('an answer', () => {
  test('that is “not now” gives the team’s reason and the day of the ticket', () => {
    expect(answered({ kind: 'defer', message, until: '2027-01-11' })).toEqual({
      title: 'Not now: Self-service sandboxes',
      text: `${message}\n\nYou can ask again from Monday, 11 January 2027. Your request is then first in its class.`,
    });
    expect(answered({ kind: 'decline', message })).toEqual({
      title: 'Declined: Self-service sandboxes',
      text: message,
    });
    expect(answered({ kind: 'expired' }).title).toBe('Expired: Self-service sandboxes');
    expect(answered({ kind: 'expired' }).text).toBe(
      'Nobody answered PLAT-R7 in time. The team made no decision on it.',
    );
  });

  test('whose message names the day does not repeat it', () => {
    const message = 'Dismissed. You can ask again from Monday, 11 January 2027.';
    expect(answered({ kind: 'shed', message, until: '2027-01-11' }).text).toBe(message);
  });

  test('that is yes says where the work is now', () => {
    expect(answered({ kind: 'accept', card: 'PLAT-42' })).toEqual({
      title: 'Accepted: Self-service sandboxes',
      text: 'It is now card PLAT-42 on Platform.',
    });
    expect(answered({ kind: 'trade', message, card: 'PLAT-42' }).text).toBe(
      `${message}\n\nIt is now card PLAT-42 on Platform. Another card was put back to make room for it.`,
    );
  });

  test('that leads elsewhere says where the answer will come from', () => {
    expect(answered({ kind: 'duplicate', duplicateOf: 'PLAT-R3' })).toEqual({
      title: 'Duplicate: Self-service sandboxes',
      text: 'It is a duplicate of PLAT-R3. The answer to PLAT-R3 counts for both. We’ll notify you when there is one.',
    });
    const redirectedTo = { ref: 'DATA-R4', board: 'Data' };
    expect(answered({ kind: 'redirect', message, redirectedTo })).toEqual({
      title: 'Redirected: Self-service sandboxes',
      text: `${message}\n\nIt now waits for an answer on Data as DATA-R4.`,
    });
  });

  test('of a duplicate contains the other request’s answer if there is one already, since no later notice has it', () => {
    const standing = {
      kind: 'defer',
      reason: 'noCapacity',
      message,
      until: '2027-01-11',
      card: null,
      own: false,
    };
    const duplicateText = (more: object) =>
      answered({ kind: 'duplicate', duplicateOf: 'PLAT-R3', standing: { ...standing, ...more } as never })
        .text;
    expect(duplicateText({})).toBe(
      `It is a duplicate of PLAT-R3. The answer to PLAT-R3 counts for both: Not now. The team has no capacity for it now.\n\n${message}\n\nThe first requester can ask again from Monday, 11 January 2027. We’ll then notify you of that answer too. You can also submit a request of your own.`,
    );
    const unanswered = duplicateText({ kind: 'expired', message: 'Nobody has judged it.' });
    expect(unanswered).toContain('counts for both: Expired.\n\nNobody has judged it.');
    expect(duplicateText({ own: true })).toContain(
      'You can ask again from Monday, 11 January 2027. Your request is then first in its class.',
    );
    expect(duplicateText({ kind: 'accept', reason: null, message: null, until: null, card: 'PLAT-9' })).toBe(
      'It is a duplicate of PLAT-R3. The answer to PLAT-R3 counts for both: Accepted.\n\nIt is now card PLAT-9 on Platform.',
    );
  });

  test('that names the first requester’s day says what watchers can do', () => {
    const message = 'Dismissed. You can ask again from Monday, 11 January 2027.';
    expect(
      answered({ kind: 'shed', message, until: '2027-01-11' }, { reader: 'watcher' } as never).text,
    ).toContain('You can also submit a request of your own.');
  });

  test('says to watchers that it is theirs too, and promises them no other person’s ticket', () => {
    const watcher = { reader: 'watcher' } as never;
    expect(answered({ kind: 'defer', message, until: '2027-01-11' }, watcher).text).toBe(
      `You asked for the same thing as PLAT-R7. That request now has an answer.\n\n${message}\n\nThe first requester can ask again from Monday, 11 January 2027. We’ll then notify you of that answer too. You can also submit a request of your own.`,
    );
    expect(answered({ kind: 'withdrawn' }, watcher).text).toContain(
      'If you still need it, submit a request of your own.',
    );
    expect(answered({ kind: 'withdrawn' }).text).toBe('It was withdrawn and no longer waits.');
  });
});

describe('a notice', () => {
  const words = (facts: object) => english({ ...asked, ...facts } as NoticeFacts);

  test('of work put back says where it is and what its requester may do', () => {
    expect(words({ kind: 'displaced', message, until: '2027-01-11' })).toEqual({
      title: 'Put back: Self-service sandboxes',
      text: `${message}\n\nIt made room for another card and left the board. You can ask again from Monday, 11 January 2027. Your request is then first in its class.`,
    });
    expect(words({ kind: 'displaced', message, until: null }).text).toContain(
      'It waits in the queue of Platform again.',
    );
    expect(words({ kind: 'displaced', message, until: '2027-01-11', reader: 'watcher' }).text).toContain(
      'left the board until Monday, 11 January 2027. If it is requested again then, we’ll notify you of the answer. You can also submit a request of your own.',
    );
  });

  test('of a card put back says why, and where it is', () => {
    const why = { reason: 'The supplier is late', message: null };
    expect(words({ kind: 'putBack', ...why })).toEqual({
      title: 'Put back: Self-service sandboxes',
      text: 'Platform put PLAT-R7 back. It waits in the queue of Platform again.\n\nThe supplier is late',
    });
    const expected = { p50: '2031-12-01', p85: '2031-12-08' };
    expect(words({ kind: 'putBack', ...why, message: 'Next week.', expected }).text).toBe(
      'Platform put PLAT-R7 back. It waits in the queue of Platform again.\n\nThe supplier is late\n\nNext week.\n\nIt is expected by Monday, 8 December 2031 (85% likely).',
    );
  });

  test('of accepted work says what happened, when to expect it and what its requester can do', () => {
    const none = { reason: null, message: null, expected: null };
    expect(
      words({ kind: 'begun', ...none, was: 'queued', expected: { p50: '2031-12-01', p85: '2031-12-08' } }),
    ).toEqual({
      title: 'Work began: Self-service sandboxes',
      text: 'Platform began work on PLAT-R7.\n\nIt is expected by Monday, 8 December 2031 (85% likely).',
    });
    expect(words({ kind: 'begun', ...none, was: 'delivered' }).text).toBe(
      'Platform reopened PLAT-R7: it isn’t done yet.',
    );
    expect(words({ kind: 'blocked', ...none, reason: 'A key is missing' }).text).toBe(
      'Work on PLAT-R7 is blocked. Platform gave this reason:\n\nA key is missing',
    );
    expect(words({ kind: 'takenOff', ...none, reason: 'Too large.' }).text).toMatch(
      /before it was delivered\.\n\nToo large\.\n\nYou can ask again from Monday, 11 January 2027/,
    );
    expect(words({ kind: 'takenOff', ...none, request: { ...request, ticketFrom: null } }).text).toContain(
      'If you still need it, submit a new request.',
    );
    expect(words({ kind: 'delivered', ...none }).text).toContain('Is it what you needed?');
    expect(words({ kind: 'delivered', ...none, reader: 'watcher' }).text).toBe(
      'You asked for the same thing as PLAT-R7.\n\nPlatform delivered PLAT-R7.',
    );
    expect(
      words({ kind: 'expected', from: '2031-12-08', expected: { p50: '2031-12-10', p85: '2031-12-20' } })
        .text,
    ).toBe(
      'PLAT-R7 of Platform is now expected by Saturday, 20 December 2031 (85% likely). Before, it was Monday, 8 December 2031.',
    );
  });

  test('of a ticket says from when it is good and what it still needs', () => {
    expect(words({ kind: 'ticketDue' })).toEqual({
      title: 'You can ask again: Self-service sandboxes',
      text: 'You can ask for PLAT-R7 again from Monday, 11 January 2027. Your request is then first in its class. It still needs a free place in the queue.',
    });
  });

  test('of a question says that the clock is paused; another message pauses nothing', () => {
    expect(words({ kind: 'question', message: 'How soon?', asks: true })).toEqual({
      title: 'Question: Self-service sandboxes',
      text: 'How soon?\n\nThe deadline of PLAT-R7 is paused until you reply.',
    });
    expect(words({ kind: 'question', message: 'Noted.', asks: false })).toEqual({
      title: 'Message: Self-service sandboxes',
      text: 'Noted.',
    });
    expect(words({ kind: 'reply', message: 'By May.' })).toEqual({
      title: 'Reply: Self-service sandboxes',
      text: 'By May.',
    });
  });

  test('of a deadline says it in the board’s time, to the team and to the requester', () => {
    expect(words({ kind: 'reminder', reader: 'team' })).toEqual({
      title: 'Answer soon: Self-service sandboxes',
      text: 'Rana Roy is waiting for an answer to PLAT-R7, promised by Wed, 3 Dec 2031, 14:00 CET.',
    });
    expect(words({ kind: 'overdue', reader: 'team' }).text).toBe(
      'Rana Roy was promised an answer to PLAT-R7 by Wed, 3 Dec 2031, 14:00 CET. Without an answer it expires on Sat, 6 Dec 2031, 14:00 CET as a “not now”.',
    );
    expect(words({ kind: 'overdue' }).text).toContain('It is overdue, and the team has been notified.');
    const moved = { kind: 'answerMoved', from: '2031-12-06T13:00:00.000Z', to: '2031-12-03T13:00:00.000Z' };
    expect(words(moved)).toEqual({
      title: 'New answer date: Self-service sandboxes',
      text: 'The team’s working hours or holidays have changed. The answer to PLAT-R7 is now promised by Wed, 3 Dec 2031, 14:00 CET. Before, it was Sat, 6 Dec 2031, 14:00 CET.',
    });
  });

  test('of the gate says what it lets through, why, and until when', () => {
    const gate = { kind: 'gate', state: 'shut', reason: 'A week of repairs.', until: null };
    expect(words(gate)).toEqual({
      title: 'Intake closed: Platform',
      text: 'The intake of Platform is closed. A week of repairs.',
    });
    const until = '2031-12-03T13:00:00.000Z';
    expect(words({ ...gate, state: 'throttled', until, reason: null }).text).toBe(
      'The intake of Platform takes only fixed-date and expedite requests until Wed, 3 Dec 2031, 14:00 CET.',
    );
  });
});

test('a notice in German is German throughout', () => {
  const german = (facts: object) => noticeText(createWords('de'), { ...asked, ...facts } as NoticeFacts);
  expect(german({ kind: 'reminder', reader: 'team' })).toEqual({
    title: 'Bald beantworten: Self-service sandboxes',
    text: 'Rana Roy wartet auf eine Antwort auf PLAT-R7, zugesagt bis Mi., 3. Dez. 2031, 14:00 MEZ.',
  });
  const answer = { ...nothing, kind: 'defer', message, until: '2027-01-11' };
  expect(german({ kind: 'answered', answer })).toEqual({
    title: 'Nicht jetzt: Self-service sandboxes',
    text: `${message}\n\nAb Montag, 11. Januar 2027 kannst du erneut anfragen. Deine Anfrage ist dann die erste in ihrer Klasse.`,
  });
});

test.each([
  ['about a request', { kind: 'applauded', ...asked }],
  [
    'about a card',
    { kind: 'applauded', by: 'Olga', card: { ref: 'PLAT-1', title: 'A card', comment: null } },
  ],
  ['about a card that its reader can no longer read', { kind: 'applauded', by: 'Olga', card: null }],
])('a notice of an unknown kind, from a newer version, has a text: %s', (_what, facts) => {
  expect(english(facts as unknown as NoticeFacts)).toEqual({
    title: 'A notice from a newer version',
    text: 'This notice is from a newer version of Weir. Reload the page in a few minutes to read it.',
  });
});
