import { Calibration, MissedForecasts } from '@weir/contract';
import { currentApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import type { Caller } from '../../support/person.js';
import { deliver, timeZone } from '../delivering.js';

/** A board with room for this many requests, and a history of 14 cards in ten days. */
export async function aHistory({ room = 20 } = {}): Promise<BoardUnderTest> {
  const board = await aBoard().intake({ depth: room, openPerRequester: room, timeZone }).make();
  await deliver(board, 2, 1, 0, 3, 1, 2, 0, 1, 2, 2);
  return board;
}

/** Scores the forecasts whose days are over. */
export async function sweep(): Promise<void> {
  await currentApi().service('ShownForecasts').settled();
  await currentApi().service('ScoringService').sweep();
}

export async function calibrationOf(
  path: string,
  by: Caller = currentApi().people.viewer,
): Promise<Calibration> {
  return Calibration.parse((await by.get(path)).body);
}

export async function missedOf(path: string, kind: string): Promise<MissedForecasts['forecasts']> {
  const { body } = await currentApi().people.viewer.get(path);
  return MissedForecasts.parse(body).forecasts.filter((each) => each.kind === kind);
}
