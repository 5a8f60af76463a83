import type { ExpectedDate, NoticeFacts, NotNowReason, PlainDate } from '@weir/domain';
import type { Language } from '@weir/words';

/** Who a mail is worded for. `timeZone` is null where it is not known. */
export type Reader = { name: string; language: Language; timeZone: string | null };
export type Links = { read: string; stop: StopLinks };
/** A page where the reader ends such mails, and the address that their mail provider posts to. */
type StopLinks = { page: string; oneClick: string };

/** What a letter says, in the order in which it says it. An empty line in a text separates paragraphs. */
export type Letter = {
  subject: string;
  /** Null where the name may be anyone's. */
  greeting: string | null;
  /** Who did what. Mail programs show it, and the expected date, beside the subject. */
  happened: string;
  /** Several requests, below the sentence that announces them. */
  list?: readonly Item[];
  /** Why: the reason as the reader may see it, and below it what somebody wrote to them. */
  why: string | null;
  quotes: readonly Quote[];
  expected: string | null;
  /** What the reader can do now. */
  now: string | null;
  /** Null in an archived workspace. */
  link: { text: string; to: string } | null;
  /** The request that the letter is about, as it was submitted. */
  original: Quote | null;
  /** Below the line: until when a link is valid, and why the reader gets the mail. */
  footer: string[];
  /** Null for mails that come once. */
  stop: StopLinks | null;
  /** Letters with the same thread are one conversation in mail programs; null for a letter on its own. */
  thread: string | null;
};
/** For letters about no request, to an address that may be anyone's. */
export const onItsOwn = {
  greeting: null,
  why: null,
  quotes: [],
  expected: null,
  original: null,
  stop: null,
  thread: null,
} as const satisfies Partial<Letter>;
/** One of several requests, with the address where the reader can act on it. */
export type Item = { title: string; about: string; to: string };
/** A text that a person wrote. */
export type Quote = { heading: string; text: string };

/** What the letters of one kind of notice decide; the rest is the same in all. */
export type About = Pick<Letter, 'happened' | 'now'> &
  Partial<Pick<Letter, 'why' | 'quotes' | 'expected'>> & {
    /** The text of the link to the page where the reader can act. */
    open: string;
    /** What is stored of the reader, in the footer. */
    stored?: string;
  };
export type FactsOf<Kind extends NoticeFacts['kind']> = NoticeFacts & { kind: Kind };

/** What a letter of a notice needs besides the notice itself. */
export type LetterFacts = {
  isGuest: boolean;
  /** Who did it; null if nobody in particular did, or the reader does not see who. */
  by: string | null;
  /** The reason of the answer, and whether its message is in the system's words and not in a person's. */
  reason: NotNowReason | null;
  bySystem: boolean;
  /** Whether the request still waits for an answer, and whether its deadline is paused. */
  waits: boolean;
  paused: boolean;
  /** The date that was announced last for accepted work. */
  expected: Exclude<ExpectedDate, { unknown: unknown }>;
  /** The reader's own request, or the one that the team is asked; null if the reader may read neither. */
  original: OriginalRequest | null;
  /** The same for all letters about this request to this reader. */
  thread: string;
};
type OriginalRequest = {
  /** Whether the reader submitted it. */
  own: boolean;
  ref: string;
  title: string;
  description: string;
  neededBy: PlainDate | null;
  at: string;
};
