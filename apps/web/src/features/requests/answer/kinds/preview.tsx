import { useQuery } from '@tanstack/react-query';
import type { Board, OriginalAnswer, Request, User } from '@weir/contract';
import { fillTemplate, type TemplateValues } from '@weir/domain';
import { unknownDay } from '@/components/data/time';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import { isDay } from '@/lib/days';
import { AnswerLetter } from '../../letter/answer-letter';
import type { Letter } from '../../letter/letter-facts';
import type { AnswerKind, Draft } from '../answer-draft';
import styles from '../answer-form.module.css';
import { DisplacedPreview } from '../letter/displaced-preview';

type Props = {
  me: User;
  workspace: string;
  request: Request;
  board: Board;
  draft: Draft & { kind: AnswerKind };
  values: TemplateValues;
  needsDate: boolean;
};

/** The letter as its requester will have it: the same component draws both. Of a trade, the other's letter, too. */
export function Preview(props: Props) {
  const { board, draft } = props;
  const displaced = board.cards.find(({ number }) => number === draft.displaces);
  const standing = useStanding(props);
  return (
    <>
      <section className={styles.preview} aria-label="They will read">
        <h3>{draft.kind === 'trade' ? `${props.request.requester.name} will read` : 'They will read'}</h3>
        <AnswerLetter zone={board.timeZone} letter={letterOf(props, standing)} />
      </section>
      {draft.kind === 'trade' && displaced && (
        <DisplacedPreview
          me={props.me}
          card={displaced}
          message={fillTemplate(draft.message, props.values)}
          reason={draft.reason}
          until={untilOf(props)}
          zone={board.timeZone}
        />
      )}
    </>
  );
}

/** Until when what makes way leaves the board; a line where the day is not chosen yet, null where it goes back. */
function untilOf({ draft: { until }, needsDate }: Pick<Props, 'draft' | 'needsDate'>): string | null {
  if (!needsDate) return null;
  return isDay(until) ? until : unknownDay;
}

/** The answer that the request which this one repeats has already; null where it waits. */
function useStanding({ workspace, board, draft: { kind, of } }: Props): OriginalAnswer | null {
  const { data } = useQuery({
    ...reading<Request>(paths.request(workspace, board.key, of ?? 0)),
    enabled: kind === 'duplicate' && of !== null,
  });
  if (kind !== 'duplicate' || of === null || !data?.answer) return null;
  const { reason, message, until = null, at } = data.answer;
  return { kind: data.answer.kind, reason, message, until, card: data.card?.ref ?? null, at };
}

function letterOf(
  { me, request, board, draft, values, needsDate }: Props,
  standing: OriginalAnswer | null,
): Letter {
  const { kind, reason, until, classOfService } = draft;
  const isCard = kind === 'accept' || kind === 'trade';
  const saysWhy = kind === 'decline' || kind === 'defer' || kind === 'trade';
  const displaced = kind === 'trade' && board.cards.find(({ number }) => number === draft.displaces);
  return {
    title: request.title,
    classOfService: (isCard && classOfService) || request.classOfService,
    answer: {
      kind,
      reason: saysWhy ? reason : null,
      message: fillTemplate(draft.message, values).trim() || null,
      ...(kind === 'defer' && isDay(until) && { until }),
      ...(kind === 'duplicate' &&
        draft.of && { duplicateOf: { number: draft.of, ref: `${board.key}-R${draft.of}` } }),
      ...(standing && { standing }),
      ...(kind === 'redirect' &&
        draft.board && { redirectedTo: { board: draft.board, number: 1, ref: `${draft.board}-R…` } }),
      ...(displaced && {
        displaced: {
          number: displaced.number,
          ref: displaced.ref,
          title: null,
          until: untilOf({ draft, needsDate }),
        },
      }),
      by: { id: me.id, name: me.name },
      at: null,
    },
    cardRef: isCard ? `${board.key}-…` : null,
  };
}
