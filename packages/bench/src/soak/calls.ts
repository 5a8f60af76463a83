import {
  answerRequest,
  connect,
  exportCards,
  exportWorkspace,
  getAgeing,
  getBoard,
  getBoardChanges,
  getCard,
  getCumulativeFlow,
  getCycleTimes,
  getMe,
  getThroughput,
  getWhatIf,
  listCards,
  listNotices,
  listRequests,
  markNoticesRead,
  search,
  sendMessage,
  signIn,
  signOut,
  submitRequest,
} from '@weir/client';
import { decline, request } from '../stack/asked-board.js';
import { ownerPassword } from '../stack/world.js';
import type { Calls } from './board-state.js';
import { cardCalls } from './card-calls.js';
import type { SoakWorld } from './soak-world.js';

/** Every kind of call. */
export function allCalls(world: SoakWorld, random: () => number): Required<Calls> {
  const one = <Each>(of: readonly Each[]) => of[Math.floor(random() * of.length)]!;
  const { workspace } = world;

  return {
    ...cardCalls(world, random),

    submit: async ({ client }, state) => {
      const body = { ...request, title: state.text(request.title) };
      const answer = await submitRequest({ client, path: state.of, body });
      if (answer.data) state.waiting.push(answer.data.number);
      return answer;
    },

    answer: async ({ client }, state) => {
      const number = state.waiting.shift();
      if (number === undefined) return null;
      const kind = state.cards.length < 80 && random() < 0.4 ? 'accept' : 'decline';
      const body =
        kind === 'accept'
          ? ({ kind } as const)
          : ({ ...decline, kind: 'decline', reason: 'noCapacity' } as const);
      const answer = await answerRequest({ client, path: state.path(number), body });
      const { card } = (answer.data?.answer ?? {}) as { card?: { number: number } };
      if (card) state.cards.push(card.number);
      else if (answer.error) state.waiting.push(number);
      return answer;
    },

    message: async ({ client }, state) => {
      const number = state.waiting.at(-1);
      if (number === undefined) return null;
      return sendMessage({ client, path: state.path(number), body: { body: state.text('A question') } });
    },

    /** A person signs in again, reads their account, and signs out. */
    session: async ({ email, device }) => {
      const guest = connect({ url: world.origin, retries: false });
      const session = await signIn({
        client: guest,
        body: { email, password: ownerPassword, ...(device && { device }) },
      });
      if (!session.data) return session;
      const client = connect({ url: world.origin, token: session.data.accessToken, retries: false });
      const me = await getMe({ client });
      return me.error ? me : signOut({ client });
    },

    readNotices: ({ client }) => markNoticesRead({ client, path: { workspace }, body: {} }),
    board: async ({ client }, state) => {
      const answer = await getBoard({ client, path: state.of });
      if (answer.data) state.seq = Math.max(state.seq, answer.data.seq);
      return answer;
    },
    changes: async ({ client }, state) => {
      const answer = await getBoardChanges({ client, path: state.of, query: { after: state.seq } });
      if (answer.data) state.seq = Math.max(state.seq, answer.data.seq);
      return answer;
    },
    card: ({ client }, state) => getCard({ client, path: state.path(one(state.cards)) }),
    cards: ({ client }, state) => listCards({ client, path: state.of, query: { text: 'card' } }),
    requests: ({ client }, state) => listRequests({ client, path: state.of, query: { state: 'waiting' } }),
    search: ({ client }) =>
      search({ client, path: { workspace }, query: { q: one(['card', 'edited', 'database']) } }),
    figures: ({ client }, state) => {
      const path = state.of;
      if (random() < 0.2) return getWhatIf({ client, path, query: { depth: 20 } });
      return one([getCumulativeFlow, getThroughput, getCycleTimes, getAgeing])({ client, path });
    },
    notices: ({ client }) => listNotices({ client, path: { workspace } }),
    me: ({ client }) => getMe({ client }),
    exports: ({ client }) => {
      const path = { workspace };
      return random() < 0.5
        ? exportCards({ client, path, parseAs: 'text' })
        : exportWorkspace({ client, path, parseAs: 'text' });
    },
  };
}
