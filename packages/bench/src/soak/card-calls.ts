import {
  addChecklistItems,
  archiveCard,
  blockCard,
  changeCard,
  claimCard,
  completeClaim,
  createAttachment,
  createCard,
  createComment,
  deleteAttachment,
  deleteCard,
  failClaim,
  getAttachmentContent,
  moveCard,
  renewLease,
  unblockCard,
} from '@weir/client';
import type { BoardState, Calls } from './board-state.js';
import type { Person, SoakWorld } from './soak-world.js';

/** Above this many cards on a board the oldest are archived, and above this many archived ones the oldest are deleted. */
const most = { cards: 90, archived: 40 };

/** Writes to the cards of a board. A board keeps its size. */
export function cardCalls(world: SoakWorld, random: () => number) {
  const one = <Each>(of: readonly Each[]) => of[Math.floor(random() * of.length)]!;

  return {
    move: ({ client }, state) => {
      const { Ready, Doing, Review, Done } = state.board.columns;
      const columnId = one([Ready!, Doing!, Review!, Done!]);
      return moveCard({ client, path: state.path(one(state.cards)), body: { columnId } });
    },

    create: async (person, state) => {
      if (state.cards.length > most.cards) return archive(person, state);
      const body = { title: state.text('A card that came up'), description: state.text('Of some words.') };
      const answer = await createCard({ client: person.client, path: state.of, body });
      if (answer.data) state.cards.push(answer.data.number);
      return answer;
    },

    edit: ({ client }, state) =>
      changeCard({ client, path: state.path(one(state.cards)), body: { title: state.text('Edited') } }),

    comment: ({ client }, state) =>
      createComment({ client, path: state.path(one(state.cards)), body: { text: state.text('A remark') } }),

    checklist: ({ client }, state) => {
      const body = { items: [{ text: state.text('A step') }] };
      return addChecklistItems({ client, path: state.path(state.cards.at(-1)!), body });
    },

    block: ({ client }, state) => {
      const number = one(state.cards);
      const path = state.path(number);
      if (state.blocked.delete(number)) return unblockCard({ client, path });
      state.blocked.add(number);
      return blockCard({ client, path, body: { reason: 'It waits for a supplier' } });
    },

    archive,

    remove: async ({ client }, state) => {
      if (state.archived.length <= most.archived) return null;
      return deleteCard({ client, path: state.path(state.archived.shift()!) });
    },

    claim: async (_person, state) => {
      const client = world.agent;
      const claimed = await claimCard({ client, path: state.of, query: { wait: 1 }, body: { seconds: 10 } });
      if (!claimed.data) return claimed;
      const headers = { 'Weir-Lease': claimed.data.lease.token };
      const path = state.path(claimed.data.card.number);
      const then = random();
      // The agent does nothing more, so the lease expires.
      if (then < 0.2) return claimed;
      const renewed = await renewLease({ client, path, headers, body: { seconds: 20 } });
      if (renewed.error || then < 0.4) return renewed;
      if (then < 0.6) {
        const body = { reason: 'It needs a person', outcome: 'return' as const };
        return failClaim({ client, path, headers, body });
      }
      return completeClaim({ client, path, headers });
    },

    upload: async ({ client }, state) => {
      const path = state.path(one(state.cards));
      const bytes = Buffer.alloc(20_000 + Math.floor(random() * 80_000), state.text('a'));
      const body = new Blob([bytes]);
      const added = await createAttachment({ client, path, body, query: { name: 'notes.txt' } });
      if (!added.data) return added;
      const at = { ...path, attachment: added.data.id };
      const read = await getAttachmentContent({ client, path: at, parseAs: 'blob' });
      if (read.error || random() < 0.2) return read;
      return deleteAttachment({ client, path: at });
    },
  } satisfies Calls;

  async function archive({ client }: Person, state: BoardState) {
    if (state.cards.length < 50) return null;
    const number = state.cards.shift()!;
    const answer = await archiveCard({ client, path: state.path(number), body: {} });
    if (answer.error) state.cards.push(number);
    else state.archived.push(number);
    state.blocked.delete(number);
    return answer;
  }
}
