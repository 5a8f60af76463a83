import { type Board, type Card, getBoard, getMe, moveCard, orThrow, type Refused } from '../../index.js';
import { NothingToPull } from '../exit-codes.js';
import { boardPath, type Command, classOf } from './command.js';

/** A card that can be pulled, and the column that it would enter. */
type Pull = { card: Card; to: Board['columns'][number] };

/** How many cards are tried: limits of lanes, classes and persons may refuse one and admit the next. */
const mostTried = 10;
const classOrder = ['expedite', 'fixedDate', 'standard', 'intangible'];

/** Moves the next card of a board into its next active column. */
export const pull: Command = {
  takes: ['BOARD'],
  flags: { class: 'CLASS' },
  help: 'Pull the next card into the next active column, if there is room. It is nobody’s, or yours, and not blocked.',
  async *run(session, [key = ''], flags) {
    const { client } = session;
    const path = boardPath(session, key);
    const me = orThrow(await getMe({ client })).user.id;
    const board = orThrow(await getBoard({ client, path }));
    const only = classOf(flags);
    const pulls = pullsOf(board, me).filter(({ card }) => !only || card.classOfService === only);
    let first: Refused | undefined;
    for (const { card, to } of onePerKind(pulls).slice(0, mostTried)) {
      const answered = await moveCard({
        client,
        path: { ...path, number: card.number },
        body: { columnId: to.id },
      });
      if (answered.error?.code !== 'wip-limit-reached') {
        const moved = orThrow(answered);
        yield { json: moved, text: `${moved.ref} is in ${to.name}: ${moved.title}` };
        return;
      }
      try {
        orThrow(answered);
      } catch (refused) {
        first ??= refused as Refused;
      }
    }
    throw first ?? new NothingToPull(`${key} has no card to pull: none waits that is free and not blocked.`);
  },
};

/**
 * The cards that can be pulled, in the order in which a board is pulled: those nearest to done first, then by class of service, then in
 * the order of their column. They are in the last queue column, or in the done half of a split column.
 */
function pullsOf({ columns, cards }: Pick<Board, 'columns' | 'cards'>, me: string): Pull[] {
  return columns
    .flatMap((from, at) => {
      const to = columns[at + 1];
      const isSource = from.kind === 'queue' ? to?.kind === 'active' : from.split && to?.kind === 'active';
      return to && isSource ? [{ from, to }] : [];
    })
    .toReversed()
    .flatMap(({ from, to }) =>
      cards
        .filter(
          ({ columnId, half, blocked, blockedBy, assignees }) =>
            columnId === from.id &&
            (from.kind === 'queue' || half === 'done') &&
            blocked === null &&
            blockedBy.length === 0 &&
            (assignees.length === 0 || assignees.some(({ id }) => id === me)),
        )
        .toSorted((one, other) => rank(one) - rank(other))
        .map((card) => ({ card, to })),
    );
}

function rank({ classOfService }: Card): number {
  return classOrder.indexOf(classOfService);
}

/** Limits tell cards apart by column, lane, class and person alone: of those that have all in common only the first is worth trying. */
function onePerKind(pulls: Pull[]): Pull[] {
  const kindOf = ({ card, to }: Pull) =>
    [to.id, card.swimlaneId, card.classOfService, ...card.assignees.map(({ id }) => id).sort()].join();
  return [...new Map(pulls.toReversed().map((each) => [kindOf(each), each])).values()].toSorted(
    (one, other) => pulls.indexOf(one) - pulls.indexOf(other),
  );
}
