import { inFull, momentInFull } from '../time/date-sentences.js';
import type { Moment } from '../time/moment.js';
import type { PlainDate } from '../time/plain-date.js';
import type { GateState } from '../vocabulary/vocabulary.js';
import { answerInWords } from './answer-sentences.js';
import type { NoticeFacts, NoticeRequest, OnBoard, OnRequest } from './notice-facts.js';

/** A line, and the whole of it: paragraphs stand apart by an empty line. */
export type Words = { title: string; text: string };

/** A notice as its reader is told, the same in the app and by e-mail. Times are the board's. */
export function noticeInWords(facts: NoticeFacts): Words {
  switch (facts.kind) {
    case 'answered':
      return answerInWords(facts);
    case 'displaced':
      return displacedInWords(facts);
    case 'putBack':
      return {
        title: `Put back: ${facts.request.title}`,
        text: [facts.reason, facts.message, `It waits in the queue of ${facts.board} again.`]
          .filter((paragraph) => paragraph !== null)
          .join('\n\n'),
      };
    case 'ticketDue':
      return {
        title: `You may ask again: ${facts.request.title}`,
        text: `The ticket of ${facts.request.ref} is good${since(facts.request)}. Asked again it is first in its class; it still needs room in the queue.`,
      };
    case 'question':
      return {
        title: `${facts.asks ? 'Question' : 'Message'}: ${facts.request.title}`,
        text: facts.asks
          ? `${facts.message}\n\nThe time to answer ${facts.request.ref} stands still until you reply.`
          : facts.message,
      };
    case 'reply':
      return { title: `Reply: ${facts.request.title}`, text: facts.message };
    case 'reminder':
      return {
        title: `Answer soon: ${facts.request.title}`,
        text: `${facts.request.requester} waits for an answer to ${facts.request.ref}. It was promised by ${at(facts.request.answerBy, facts)}.`,
      };
    case 'overdue':
      return overdueInWords(facts);
    case 'gate':
      return gateInWords(facts);
  }
}

function displacedInWords(
  facts: OnRequest & { message: string; until: PlainDate | null; board: string },
): Words {
  const { request, reader, message, until } = facts;
  const what =
    until === null
      ? `It waits in the queue of ${facts.board} again.`
      : reader === 'requester'
        ? `It has left the board. You may ask again from ${inFull(until)}; it is then first in its class.`
        : `It has left the board until ${inFull(until)}. If it is asked again then, you will be told of the answer; you may also ask anew yourself.`;
  return { title: `Put back: ${request.title}`, text: `${message}\n\nOther work took its place. ${what}` };
}

function overdueInWords(facts: OnRequest & OnBoard): Words {
  const { request, reader } = facts;
  const late =
    reader === 'team'
      ? `${request.requester} was to have an answer to ${request.ref} by ${at(request.answerBy, facts)}.`
      : `An answer to ${request.ref} was promised by ${at(request.answerBy, facts)}. It is late, and the team has been told.`;
  return {
    title: `Overdue: ${request.title}`,
    text: `${late} Without one it ends as a “not now” on ${at(request.expiresAt, facts)}.`,
  };
}

const gates: Record<GateState, { title: string; is: string }> = {
  open: { title: 'Intake open', is: 'is open' },
  throttled: { title: 'Intake throttled', is: 'takes only fixed-date and expedite requests' },
  shut: { title: 'Intake shut', is: 'is shut' },
  probing: { title: 'Intake opening again', is: 'is opening again, a few requests at a time' },
};

function gateInWords(
  facts: OnBoard & { state: GateState; reason: string | null; until: Moment | null },
): Words {
  const { title, is } = gates[facts.state];
  const until = facts.until === null ? '' : ` until ${at(facts.until, facts)}`;
  return {
    title: `${title}: ${facts.board}`,
    text: `The intake of ${facts.board} ${is}${until}.${facts.reason ? ` ${facts.reason}` : ''}`,
  };
}

function since({ ticketFrom }: NoticeRequest): string {
  return ticketFrom === null ? '' : ` from ${inFull(ticketFrom)} on`;
}

function at(moment: Moment, { timeZone }: OnBoard): string {
  return momentInFull(moment, timeZone);
}
