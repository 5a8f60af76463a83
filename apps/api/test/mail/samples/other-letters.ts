import type { Language } from '@weir/words';
import { createWords } from '@weir/words/catalogue';
import { letterOfAccount } from '../../../src/mail/letters/account/account.js';
import { letterToConfirmEmail } from '../../../src/mail/letters/account/confirm-address.js';
import { letterOfInvitation } from '../../../src/mail/letters/account/invitation.js';
import { letterToConfirm } from '../../../src/mail/letters/guests/confirm-address.js';
import type { Letter } from '../../../src/mail/letters/letter.js';
import { letterOfNewRequests } from '../../../src/mail/letters/new-requests.js';
import { letterOfSeveral } from '../../../src/mail/letters/several.js';
import type { AccountLetter, NewRequestToMail } from '../../../src/mail/mail.repository.js';
import {
  answerBy,
  expiresAt,
  home,
  languages,
  links,
  message,
  mira,
  notice,
  request,
  type Sample,
} from './sample.js';

const rows: [name: string, letter: (language: Language) => Letter][] = [
  [
    'gate',
    (language) => notice(language, { kind: 'gate', state: 'shut', reason: message, until: answerBy }, null),
  ],
  ...(
    [
      { state: 'proposed', until: answerBy },
      { state: 'resting', until: answerBy },
      { state: 'dismissed', reason: message },
      { state: 'ended', endedFor: 'calm', reason: null },
    ] as const
  ).map((rest): (typeof rows)[number] => [
    `rest ${rest.state}`,
    (language) => notice(language, { kind: 'rest', overloadedDays: 3, ofDays: 5, by: mira, ...rest }, null),
  ]),
  ['room', (language) => notice(language, { kind: 'room' }, null)],
  ['free slot', (language) => notice(language, { kind: 'slotFree', column: 'Review' }, null)],
  ['free slot of a removed column', (language) => notice(language, { kind: 'slotFree', column: null }, null)],
  [
    'webhook turned off',
    (language) => notice(language, { kind: 'webhookOff', webhook: 'Chat', reason: 'failing' }, null),
  ],
  ['trial over', (language) => notice(language, { kind: 'trialEnded', again: false, cause: 'over' }, null)],
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
  ...(
    [
      'passwordReset',
      'passwordChanged',
      'addressChange',
      'addressChangeAsked',
      'addressChanged',
      'twoFactorOn',
      'twoFactorOff',
      'recoveryCodeUsed',
      'passkeyAdded',
      'passkeyRemoved',
      'workspaceDeletion',
      'boardDeletion',
    ] as const
  ).map((kind) => ofAccount(kind)),
  ofAccount('addressChange', true),
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

function ofAccount(kind: AccountLetter['kind'], isTaken = false): (typeof rows)[number] {
  return [
    isTaken ? `${kind}, taken` : kind,
    (language) =>
      letterOfAccount(
        createWords(language),
        { name: '', language, timeZone: 'Europe/Berlin' },
        {
          id: '1',
          kind,
          at: answerBy,
          expiresAt,
          isUsed: false,
          isTaken,
          workspace: 'Acme',
          board: 'Platform',
        },
        links.read,
      ),
  ];
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

export const otherLetters: Sample[] = languages.flatMap((language) =>
  rows.map(([name, letter]) => ({ name, language, letter: letter(language), says: [] })),
);
