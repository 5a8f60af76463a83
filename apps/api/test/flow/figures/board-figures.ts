import { expect } from '@jest/globals';
import type {
  AgeingCards,
  Arrivals,
  BlockedTime,
  CumulativeFlow,
  CycleTimes,
  FigureCards,
  FlowEfficiency,
  RequestFlow,
  Throughput,
} from '@weir/contract';
import { currentApi } from '../../support/api.js';
import type { BoardUnderTest } from '../../support/board.js';

/** The figures of a board, by their paths. */
export type Figures = {
  ageing: AgeingCards;
  arrivals: Arrivals;
  'arrivals/cards': FigureCards;
  blocked: BlockedTime;
  cfd: CumulativeFlow;
  'cfd/cards': FigureCards;
  'cycle-time': CycleTimes;
  efficiency: FlowEfficiency;
  requests: RequestFlow;
  throughput: Throughput;
};

export async function figureOf<Figure extends keyof Figures>(
  { path }: Pick<BoardUnderTest, 'path'>,
  figure: Figure,
  query = '',
): Promise<Figures[Figure]> {
  const { member } = currentApi().people;
  const { status, body } = await member.get<Figures[Figure]>(`${path}/flow/${figure}${query}`);
  expect({ figure, query, status, body: status === 200 || body }).toMatchObject({ status: 200, body: true });
  return body;
}

export async function move(board: BoardUnderTest, card: number, column: string): Promise<void> {
  expect((await currentApi().people.member.moveCard(board, card, { column })).status).toBe(200);
}
