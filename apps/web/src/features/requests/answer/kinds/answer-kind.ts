import type { Board, ClassOfService, NewAnswer, NotNowReason, Request } from '@weir/contract';
import type { ReactNode } from 'react';
import type { Letter } from '../../letter/answer-letter';
import type { Fault } from './message';

export type AnswerKind = NewAnswer['kind'];

/** What an answer is to its requester. */
export type Outcome = Exclude<AnswerKind, 'acceptPart'>;
export const outcomeOf = (kind: AnswerKind): Outcome => (kind === 'acceptPart' ? 'accept' : kind);

/** What several kinds use of a draft. It stays when the kind changes. */
export type SharedDraft = {
  reason: NotNowReason | null;
  message: string;
  until: string;
  /** Null: the class that the requester asks for. */
  classOfService: ClassOfService | null;
};

/** An answer that is being written, with what it depends on. */
export type Answering<Own = unknown> = { draft: SharedDraft & Own; request: Request; board: Board };

export type KindFieldsProps<Own = unknown> = Answering<Own> & {
  change: (part: Partial<SharedDraft & Own>) => void;
  /** The error of one field. */
  errorAt: (name: keyof (SharedDraft & Own) & string) => string | undefined;
};

export type KindPreviewProps<Own = unknown> = { answering: Answering<Own>; letter: Letter };

/** What an answer adds to the letter that its requester reads. */
type LetterPart = Partial<Letter['answer']> & Partial<Pick<Letter, 'cardRef' | 'classOfService'>>;

/** Everything the web knows of one kind of answer. Its texts are `answers.kind`, `.outcome` and `.message`. */
export type AnswerKindParts<Own extends object = object> = {
  kind: AnswerKind;
  /** The key that chooses it. */
  shortcut: string;
  /** Its own part of a draft, while nothing is chosen. */
  draft: Own;
  isMessageOptional?: true;
  /** Whether it uses the day in the draft. */
  hasDay?: (answering: Answering<Own>) => boolean;
  Fields: (props: KindFieldsProps<Own>) => ReactNode;
  /** What the draft still lacks, the message aside. */
  faults: (answering: Answering<Own>) => Fault[];
  /** The body that is sent, without `kind` and `message`. */
  body: (answering: Answering<Own>) => object;
  /** Puts the message into the body where it is not the message of the whole answer. */
  withMessage?: (body: object, message: string) => object;
  letter: (answering: Answering<Own>, message: string | null) => LetterPart;
  /** Shows more than the one letter, or a letter that must be read first. */
  Preview?: (props: KindPreviewProps<Own>) => ReactNode;
};
