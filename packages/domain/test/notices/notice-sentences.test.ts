import { type AnswerFacts, type NoticeFacts, noticeInWords } from '../../src/index.js';

const request = {
  ref: 'PLAT-R7',
  title: 'Self-service sandboxes',
  requester: 'Rana Roy',
  answerBy: '2026-12-03T13:00:00.000Z',
  expiresAt: '2026-12-06T13:00:00.000Z',
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
  return noticeInWords({ kind: 'answered', ...asked, ...more, answer: { ...nothing, ...answer } });
}

const message = 'The platform team is on the migration.';

describe('an answer', () => {
  test('that is “not now” says why in the team’s words, and from when it may be asked again', () => {
    expect(answered({ kind: 'defer', message, until: '2027-01-11' })).toEqual({
      title: 'Not now: Self-service sandboxes',
      text: `${message}\n\nYou may ask again from 11 January 2027. It is then first in its class.`,
    });
    expect(answered({ kind: 'decline', message })).toEqual({
      title: 'No: Self-service sandboxes',
      text: message,
    });
    expect(answered({ kind: 'expired' }).title).toBe('No answer in time: Self-service sandboxes');
    expect(answered({ kind: 'expired' }).text).toBe('Nobody answered PLAT-R7 in time. Nobody has judged it.');
  });

  test('that names the day itself is not followed by it a second time', () => {
    const said = 'Set aside. You may ask again from 11 January 2027; it will then be first in its class.';
    expect(answered({ kind: 'shed', message: said, until: '2027-01-11' }).text).toBe(said);
  });

  test('that is yes says where the work is now', () => {
    expect(answered({ kind: 'accept', card: 'PLAT-42' })).toEqual({
      title: 'Accepted: Self-service sandboxes',
      text: 'It is on Platform, as PLAT-42.',
    });
    expect(answered({ kind: 'trade', message, card: 'PLAT-42' }).text).toBe(
      `${message}\n\nIt is on Platform, as PLAT-42. Other work was put back to make room for it.`,
    );
  });

  test('that leads elsewhere says where the answer will come from', () => {
    expect(answered({ kind: 'duplicate', duplicateOf: 'PLAT-R3' })).toEqual({
      title: 'Asked before: Self-service sandboxes',
      text: 'It is the same as PLAT-R3, whose answer counts: you will be told of it.',
    });
    const redirectedTo = { ref: 'DATA-R4', board: 'Data' };
    expect(answered({ kind: 'redirect', message, redirectedTo })).toEqual({
      title: 'Handed on: Self-service sandboxes',
      text: `${message}\n\nIt waits for its answer on Data now, as DATA-R4.`,
    });
  });

  test('of a duplicate tells at once what the other was answered already, for no more word of it comes', () => {
    const standing = {
      kind: 'defer',
      reason: 'noCapacity',
      message,
      until: '2027-01-11',
      card: null,
      own: false,
    };
    const told = (more: object) =>
      answered({ kind: 'duplicate', duplicateOf: 'PLAT-R3', standing: { ...standing, ...more } as never })
        .text;
    expect(told({})).toBe(
      `It is the same as PLAT-R3, whose answer counts for both: not now. The team has no capacity for it now.\n\n${message}\n\nWhoever asked first may ask again from 11 January 2027; you will then be told of that answer, too. You may also ask anew yourself.`,
    );
    const unanswered = told({ kind: 'expired', message: 'Nobody has judged it.' });
    expect(unanswered).toContain('counts for both: no answer in time.\n\nNobody has judged it.');
    expect(told({ own: true })).toContain(
      'You may ask again from 11 January 2027. It is then first in its class.',
    );
    expect(told({ kind: 'accept', reason: null, message: null, until: null, card: 'PLAT-9' })).toBe(
      'It is the same as PLAT-R3, whose answer counts for both: accepted.\n\nIt is on Platform, as PLAT-9.',
    );
  });

  test('that names the day to whoever asked first says to others what they may do', () => {
    const said = 'Set aside. You may ask again from 11 January 2027; it will then be first in its class.';
    expect(
      answered({ kind: 'shed', message: said, until: '2027-01-11' }, { reader: 'watcher' } as never).text,
    ).toContain('You may also ask anew yourself.');
  });

  test('tells whoever asked the same that it is theirs too, and promises them no ticket of another', () => {
    const watcher = { reader: 'watcher' } as never;
    expect(answered({ kind: 'defer', message, until: '2027-01-11' }, watcher).text).toBe(
      `You asked the same as PLAT-R7, which has its answer now.\n\n${message}\n\nWhoever asked first may ask again from 11 January 2027; you will then be told of that answer, too. You may also ask anew yourself.`,
    );
    expect(answered({ kind: 'withdrawn' }, watcher).text).toContain(
      'If you still need it, ask for it yourself.',
    );
    expect(answered({ kind: 'withdrawn' }).text).toBe('It was withdrawn and waits no longer.');
  });
});

describe('a notice', () => {
  const words = (facts: object) => noticeInWords({ ...asked, ...facts } as NoticeFacts);

  test('of work put back says where it is and what its requester may do', () => {
    expect(words({ kind: 'displaced', message, until: '2027-01-11' })).toEqual({
      title: 'Put back: Self-service sandboxes',
      text: `${message}\n\nOther work took its place. It has left the board. You may ask again from 11 January 2027; it is then first in its class.`,
    });
    expect(words({ kind: 'displaced', message, until: null }).text).toContain(
      'It waits in the queue of Platform again.',
    );
    expect(words({ kind: 'displaced', message, until: '2027-01-11', reader: 'watcher' }).text).toContain(
      'It has left the board until 11 January 2027. If it is asked again then, you will be told of the answer; you may also ask anew yourself.',
    );
  });

  test('of a card put back says why, and where it is', () => {
    const why = { reason: 'The supplier is late', message: null };
    expect(words({ kind: 'putBack', ...why })).toEqual({
      title: 'Put back: Self-service sandboxes',
      text: 'The supplier is late\n\nIt waits in the queue of Platform again.',
    });
    expect(words({ kind: 'putBack', ...why, message: 'Next week.' }).text).toBe(
      'The supplier is late\n\nNext week.\n\nIt waits in the queue of Platform again.',
    );
  });

  test('of a ticket says from when it is good and what it still needs', () => {
    expect(words({ kind: 'ticketDue' })).toEqual({
      title: 'You may ask again: Self-service sandboxes',
      text: 'The ticket of PLAT-R7 is good from 11 January 2027 on. Asked again it is first in its class; it still needs room in the queue.',
    });
  });

  test('of a question says that the clock stands still; another message stops nothing', () => {
    expect(words({ kind: 'question', message: 'How soon?', asks: true })).toEqual({
      title: 'Question: Self-service sandboxes',
      text: 'How soon?\n\nThe time to answer PLAT-R7 stands still until you reply.',
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

  test('of a deadline says it in the board’s time, to the team and to who waits', () => {
    expect(words({ kind: 'reminder', reader: 'team' })).toEqual({
      title: 'Answer soon: Self-service sandboxes',
      text: 'Rana Roy waits for an answer to PLAT-R7. It was promised by 3 December 2026, 14:00 (Europe/Berlin).',
    });
    expect(words({ kind: 'overdue', reader: 'team' }).text).toBe(
      'Rana Roy was to have an answer to PLAT-R7 by 3 December 2026, 14:00 (Europe/Berlin). Without one it ends as a “not now” on 6 December 2026, 14:00 (Europe/Berlin).',
    );
    expect(words({ kind: 'overdue' }).text).toContain('It is late, and the team has been told.');
  });

  test('of the gate says what it lets through, why, and until when', () => {
    const gate = { kind: 'gate', state: 'shut', reason: 'A week of repairs.', until: null };
    expect(words(gate)).toEqual({
      title: 'Intake shut: Platform',
      text: 'The intake of Platform is shut. A week of repairs.',
    });
    const until = '2026-12-03T13:00:00.000Z';
    expect(words({ ...gate, state: 'throttled', until, reason: null }).text).toBe(
      'The intake of Platform takes only fixed-date and expedite requests until 3 December 2026, 14:00 (Europe/Berlin).',
    );
  });
});
