import type { NoticeFacts } from '@weir/domain';
import type { Language } from '@weir/words';

/** For whom a mail is worded. `timeZone` is null where it is not known. */
export type Reader = { name: string; language: Language; timeZone: string | null };
/** `oneClick`: where the reader's mail provider ends such mails for them; null for mails that come once. */
export type Letter = { subject: string; text: string; html: string; oneClick: string | null };
export type Links = { read: string; stop: { page: string; oneClick: string } };
export type Link = { text: string; to: string };

/** What a letter says, in the order in which it says it. An empty line in a text separates paragraphs. */
export type Content = {
  subject: string;
  /** Null where the name may be anyone's. */
  greeting: string | null;
  /** Who did what, and what came of it. */
  happened: string;
  /** What the reader can do now. */
  now: string | null;
  link: Link;
  /** Below the line: until when, and why the reader gets the mail. */
  footer: string[];
  stop: Links['stop'] | null;
};

/** What the letters of one kind of notice decide; the rest is the same in all. */
export type About = Pick<Content, 'subject' | 'happened' | 'now'>;
export type FactsOf<Kind extends NoticeFacts['kind']> = NoticeFacts & { kind: Kind };
