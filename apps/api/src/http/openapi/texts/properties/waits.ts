import type { PropertyTexts } from './property-texts.js';

/** Waits across boards: see docs/decisions/waits.md. */
export const waitTexts: PropertyTexts = {
  waitsOn: 'The refs of the requests that the card waits on now. The card can still be moved.',
  'Waits.waitsOn': 'Its waits, the oldest first. Ended waits are included until somebody removes them.',
  'Waits.waiters':
    'The cards and requests that wait on the request now, the oldest first, at most 200. Only boards that the caller may read.',
  'Wait.on': 'The request that it waits on.',
  'Wait.state': 'The state of the request. In the first five states the wait is open.',
  'Wait.since': 'When the wait began.',
  'Wait.endedAt': 'When the wait ended; null while it lasts.',
  'Wait.answer':
    'The answer of the other team, if the request ended without a delivery; otherwise null, also if the caller may not read it.',
  'Wait.pressure': 'How full the other board is; null if the caller may not read it.',
  'Wait.title': 'The title of the request; null if the caller may not read it.',
  'Wait.card': ['The card of the request; null if it has none, or if the caller may not read it.', 'OPS-12'],
  'Wait.reason': 'The reason of the answer as a code; null if it has none.',
  'Wait.message': 'The message of the other team; null if there is none.',
  'Waiter.kind': 'Whether a card waits, or a request without a card.',
  'Waiter.title': 'Its title.',
  'Waiter.since': 'When the wait began.',
  'BoardWaiter.waitsOn': 'The requests of the other board that it waits on, the oldest wait first.',
  'BoardWaiter.since': 'When its oldest wait on the other board began.',
  'BoardWaiter.state': 'The state of the request.',
  'IntakeWait.waitsOn': 'The refs of the requests that it waits on now, sorted by board and number.',
  'NewWait.board': ['The key of the board of the request.', 'OPS'],
  'NewWait.request': ['The number of an open request of that board. Give this or `ask`.', 7],
  'NewWait.ask': 'A new request to that board, with the fields of `POST …/requests`. Give this or `request`.',
  wait: 'The id of the wait.',
  throttleDownstreamAt: [
    'The downstream pressure, in percent, at which Weir throttles the gate; null: never. The gate opens again below four fifths of it.',
    60,
  ],
  threshold: ['The downstream pressure at which the gate throttles, in percent.', 60],
  downstream: 'The downstream pressure: the pressure from the boards that its work waits on.',
  'DownstreamPressure.level': [
    'How much of the board’s possible work waits on full boards. A card or request that waits counts with the level of the fullest board that it waits on, if that board is at least tight. Everything else counts with 0. Rounded to a tenth for callers who may not read all these boards.',
    0.24,
  ],
  'DownstreamPressure.waiting': [
    'How many open cards and requests wait on other boards; null for callers who may not read all these boards.',
    3,
  ],
  'DownstreamPressure.work': [
    'How many open cards the board has, plus its requests that wait on other requests.',
    12,
  ],
  'DownstreamPressure.boards':
    'The boards that its work waits on, sorted by key. Only boards that the caller may read.',
  'DownstreamPressure.circle':
    'This board and the boards that it forms a circle of waits with; null if there is no circle, or if the caller may not read all of them.',
  oldestSince: 'When the oldest of these waits began.',
  'boards.waiting': ['How many cards and requests wait on it.', 3],
  'WorkspaceExport.waits':
    'The waits of cards and requests, including ended waits. Exports of earlier versions do not have it.',
  'ExportedWait.onBoardId': 'The board of the request that it waits on.',
  'ExportedWait.onRequestId': 'The request that it waits on.',
  'ExportedWait.endedAt': 'When the wait ended; null while it lasts.',
  'WaitsMap.boards': 'The boards that wait or that other boards wait on, sorted by key.',
  'WaitsMap.waits': 'The pairs of a board that waits and the board that it waits on.',
  'WaitsMap.circles': 'Boards that wait on each other, directly or through others.',
  'WaitsMap.bottleneck':
    'The board that holds up the most work; null if other boards wait on no board that is at least tight.',
  'WaitsMap.from': ['The key of the board that waits.', 'PROD'],
  'WaitsMap.on': ['The key of the board that it waits on.', 'OPS'],
  'WaitsMap.count': ['How many of its cards and requests wait.', 3],
  'WaitsMap.board': ['The key of the board.', 'OPS'],
  'WaitsMap.level': ['How full the board is.', 0.93],
  'WaitsMap.awaited': ['How many cards and requests of other boards wait on it.', 5],
  'WaitsMap.text': 'A sentence that explains why this board is the bottleneck.',
  'WaitsMapBoard.level': ['How full the board is.', 0.93],
  'WaitsMapBoard.downstream': ['The level of its downstream pressure.', 0.24],
  'WaitsMapBoard.waiting': ['How many of its cards and requests wait on other boards.', 3],
  'WaitsMapBoard.awaited': ['How many cards and requests of other boards wait on it.', 5],
};
