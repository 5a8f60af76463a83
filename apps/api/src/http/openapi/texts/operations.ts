/** What a call does beyond its summary, and when it is refused, by its operation id. */
export const operationTexts: Readonly<Record<string, string>> = {
  adjustCredits:
    'Applies to the current period. Refused with `balance-too-low` if you take more credits than the person has, and with `credits-off` while the experiment is off. The audit log records the adjustment without its note.',
  changeBoardPrice: 'A board that is left out charges nothing. Requests that already wait keep their charge.',
  endCreditRule:
    'Refunds waiting requests at once. From then on nothing costs credits. Everyone can read the reason. The ledger is kept.',
  getBoardPrice:
    'Read the price before you submit a request, and send it as `maxPrice`. If the price has risen since, the request is refused and costs nothing.',
  getOwnCredits:
    '`rule` is null if the experiment was never switched on, and `account` is null while it is off.',
  listCreditEntries:
    'Lists the entries of the caller. People who answer requests can name another `user`, or `all`. `board` and `request` together select the entries of one request.',
  setCreditRule:
    'Switches the experiment on, or changes its numbers. New credits apply from the next grant of each person, new prices at once. Refused with `credits-running` if the period or its zone changes while it is on.',
  acceptInvitation:
    'Joins the workspace with the role of the invitation. Refused with `invitation-invalid` if it was used, revoked or has expired, and with `invitation-needs-proof` if it is for an address that the caller has not confirmed.',
  answerRequest:
    'The answer is final, and its requester reads it. `accept` makes a card, by default in the first queue column. `trade` puts an undelivered card back for it. `decline` and `defer` need a reason and a message; `defer` also a day from which the requester can ask again. `duplicate` names the request that counts, and `redirect` submits it to another board. Refused with `already-answered` if it has an answer, and with `wip-limit-reached` if there is no room for the card: then it still waits.',
  answerRequests:
    'If one of them is refused, none is answered. Each request occurs once. Trades, duplicates and redirects go one by one.',
  archiveCard:
    'Takes the card off the board; limits no longer count it. A card that came from a request and is not delivered needs `toRequester`, else `accepted-work`.',
  askAgain:
    'Creates a new request that follows the old one, first in its class. Refused with `too-early` before the day of the ticket, with `already-asked` the second time, and, like every request, by a full intake. If the workspace prices its intake, it can cost credits; without enough credits it is refused with `credits-spent`.',
  blockCard: 'The card stays where it is and counts in its limits. A second call corrects the reason.',
  cancelBoardDeletion: 'The board stays archived. Restoring it cancels its deletion too.',
  changeBoard:
    'Only the given fields change. `archived: true` takes the board out of use; undelivered cards of requests then need `toRequester`.',
  changeCard:
    'Only the given fields change; lists are replaced as a whole. An assignee, a class or a lane that has no room is refused with `wip-limit-reached`.',
  changeIntake:
    'Only the given fields change, for requests submitted from then on. Refused if the values don’t fit together, such as a reminder before an answer is possible.',
  changeLimit: 'A maximum below the load removes no card; none enters until there is room.',
  changeRequest: 'Only its requester can, and only while it waits: `already-answered` afterwards.',
  claimCard:
    'Moves the next card that fits into the next active column, within all limits, assigns the caller, and gives them a lease for `seconds`. The next card is the one nearest to done, then by class of service, then in the order of its column. Send the token of the lease as `Weir-Lease` with every write to the card. Refused with `nothing-to-claim` if no card is ready, and with `wip-limit-reached` if none may enter; `wait` waits for either.',
  completeClaim:
    'To the done half of a split column, else to the next column; the lease ends. Refused with `wip-limit-reached` if there is no room; the lease then continues.',
  createBoard:
    'Columns run queue, active, done, with at least one of each. The intake takes its defaults where none are given. Refused with `key-taken` if the workspace has the key.',
  createCalendarFeed:
    'The link is shown only once: only a hash of it is stored. An earlier link ends at once. A retry with the same idempotency key gets the same link.',
  createCard:
    'In the first queue column, unless `columnId` names another. Refused with `wip-limit-reached` if a limit that counts it is reached: `limits` says which, and `options` what makes room. `copyOf` takes what is not given from another card.',
  createColumn: 'At the end of its kind, unless `before` or `after` names a neighbour of the same kind.',
  createInvitation:
    'With `email` it is for that address, and is mailed if this server sends mail. An address that has an open invitation gets that one, with `isNew: false`.',
  createLimit:
    'A limit on a column, a group of columns, a swimlane, a person, the board or a class of service. It can be below the load: nothing is removed, and nothing enters until there is room. Refused with `limit-exists` if the subject has one.',
  decideLimitTrial:
    'Possible once: when the days of the trial are over, or when it ended early and some of its limits are still tried. `putBack` restores the earlier maximum of each limit that still has the tried maximum. Other limits stay as they are. `isPutBack` shows which limits were restored.',
  endLimitTrial:
    'A trial that ends early is not compared with its prediction. `putBack` restores the earlier maxima as `decideLimitTrial` does.',
  startLimitTrial:
    'The limits change at once, under the same rules as every limit. What-if predicts these days, and the prediction is stored with the trial. Refused with `trial-running` while another trial of the board runs, and with `trial-not-predictable` if the history of the board is too thin or a simulation does not fit it. Changing one of the limits by hand ends the trial.',
  createToken:
    'It can do what its member’s role allows, narrowed to `scopes` and `boards`. Only a hash of it is stored. A retry with the same idempotency key gets the same token.',
  createWorkspace: 'The slug is part of every address and never changes.',
  deleteCard:
    'Refused with `card-not-archived` if it is on the board: archive it first. Its number is not used again.',
  deleteColumn:
    'A column with cards needs `cardsTo`, else `column-not-empty`; there must be room for all of them. The last column of a kind stays: `last-column-of-kind`.',
  endClaim:
    'With `Weir-Lease` its holder gives the card back to where it was claimed. Without, the caller takes it: the lease ends, and the card stays where it is.',
  failClaim:
    'Ends the lease. `block`, by default, keeps the card where it is and blocks it with the reason; `return` puts it back to where it was claimed.',
  getBacktest:
    'For each of up to 90 past days: the forecast that was possible with what was known on it, compared with what happened. A week’s usual number of cards, and the cards delivered in a week. Unknown with fewer than 50 past days that had a forecast.',
  getBoard:
    'All columns, limits with their loads, labels and cards in their order, in one answer. Archived cards, and those delivered over 14 days ago, are left out; `include` adds them, page by page. Keep it up to date with the event stream or with `changes`.',
  getBoardChanges:
    'The board without its cards, and of the cards only those that changed. 410 `resync`: there are too many changes, or they are too old; read the whole board.',
  getBoardForecast:
    'A Monte Carlo simulation of the days to come from the board’s daily deliveries. `items`: the days by which this many more cards are delivered with 50, 70, 85 and 95%. `by`: how many cards are delivered by the end of that day. Both: how probable it is that the items are done by then. Unknown with fewer than ten delivered cards in the window, or with deliveries on fewer than five of its days. `basis` says what it rests on, and whether the board was stable in the window.',
  getCalibration:
    'Of what was said with 50, 70, 85 and 95%, how often it held; and the Brier score of the probabilities, with its parts and its skill against the last month repeated. About the forecasts that were shown and whose last day is among the days, 90 days up to today without `from`. Forecasts of the same days count as fewer, so intervals are wide while a board is young.',
  getCardForecast:
    '`inPlace` is about the card as it is. The other dates are those after a trade that put it behind all other cards.',
  getDoor:
    'The classes that the caller can ask for now, why the others are refused and until when, the forecast, and the caller’s quota.',
  getForecastOfBoards:
    'The days by which all of the boards have delivered their cards with 50, 70, 85 and 95%: from the product of their distributions, which takes the boards as independent. That is later than the latest of their own days. 422 `invalid-input` with `absent` names boards that do not exist here.',
  getLedger:
    'The outcome of the requests submitted in a period, 30 days by default: answers by kind and reason, expired, shed, and the time to answer; also what was refused before it entered the queue.',
  getMissedForecasts:
    'What was promised with 85% and not held, and probabilities that were far off: what was at least 85% probable and did not happen, or at most 15% and did. The newest 100, of the forecasts whose last day is among the days, 90 days up to today without `from`.',
  getPressure:
    'Read it before you submit work. `level` is the largest of the mean load of active columns with a limit, the board’s limit, and the queue. `flowing` is below 0.7, `tight` below 0.9, else it is `saturated`.',
  getRequest:
    'With its place in the queue and a forecast while it waits, and with its answer and the state of the work afterwards. A requester gets 404 for requests of others.',
  addCardWait:
    'With `request`, the card waits on that request of `board`, or on the request that continues it. With `ask`, a new request is submitted to `board` in the same transaction. If its intake refuses that request, nothing changes. If the wait exists already, the answer is that wait. A wait blocks nothing: the card can still be moved, but its forecast gets later.',
  addRequestWait: 'Works as for a card. Once the request is accepted, its card keeps the wait.',
  removeCardWait:
    'A wait ends by itself when its request is delivered or ends without a delivery. The ended wait is kept until somebody removes it.',
  getCardWaits: 'Titles, answers and pressures of boards that the caller may not read are null.',
  getIntakeWaits: 'Sorted by number. Requests that do not wait are left out. Cards have their own `waitsOn`.',
  listBoardWaits:
    'The longest wait first. Cards and requests that wait now, each once, with the requests of the other board that it waits on.',
  getWaitsMap:
    'Lists only boards with waits. Boards that the caller’s token does not cover are left out, but their pressure on other boards counts.',
  linkCards:
    'If the link exists already, the answer is that link. Refused with `link-circle` if cards would block or repeat each other.',
  listEvents:
    'As JSON, the events after `after`, in order and without a gap. With `Accept: text/event-stream`, the same and then what happens: `id` is the seq, and `Last-Event-ID` continues there. The message “resync” says that the position is too old: read the board again.',
  listRequests: 'A requester sees their own requests, and the originals of those that are duplicates.',
  moveCard:
    'To the end of a column, or `before` or `after` one of its cards. `swapWith` exchanges the places of two cards, which needs no room. Refused with `wip-limit-reached` if a limit is reached: finish or put back one of the `options`, swap, or `override` a limit of mode `reason`. Refused with `card-not-done` from the doing half of a split column, and with `accepted-work` if accepted work goes back without `toRequester`.',
  moveCards:
    'One event, and no limit is exceeded by the result: two full columns can exchange cards. If one move is refused, none takes place.',
  planBoardDeletion:
    'The board must be archived: `board-not-archived`. `name` is its name, so that nobody deletes another one by mistake. Until `deleteAt` it can be kept or restored. A second call changes nothing.',
  putCardBack: 'To the first queue column with room. Its requester, if it has one, reads the reason.',
  renewLease: 'The lease then ends `seconds` from now. Refused with `lease-lost` if it is over.',
  restoreCard:
    'To the column where it was, or to `columnId`, if there is room. Refused with `asked-again` if its requester has asked again meanwhile.',
  revokeToken: 'Calls that begin afterwards are 401, and open streams end within seconds.',
  rotateToken: 'The old secret stays valid for `overlapHours`, so that programs can change over.',
  search:
    'In titles, descriptions, comments and refs, also with typing errors. It finds only what the caller may read.',
  setGate:
    '`throttled` admits expedite requests and fixed dates, with half the quota; `shut` only an expedite claim. With `until` it opens again at that time; without, a person must open it.',
  setRest:
    '`resting` accepts the proposal, or begins a rest without one. The gate is then throttled until enough days in a row are calm, at the latest until `until`. Refused with `rest-changed` if the current state does not allow the change: two managers cannot both accept a proposal.',
  signIn:
    'Answers with the `accessToken` of a session of 12 hours. An account with two-factor sign-in is answered `code-needed` until the body has a `code`. Repeated failures are slowed.',
  signUp: 'Refused with `not-allowed` where sign-up is by invitation and the body has none.',
  submitRequest:
    'The request waits for an answer. It has a place in the queue, a due time for the answer, and a forecast. Refused with 429 if the intake is full (`intake-queue-full`), its gate is shut or throttled, or the caller has used up a quota; `Retry-After` says when to come back, and `reasons` lists every reason for the refusal. A class of service is a claim until a manager answers. If the workspace prices its intake, the request costs the price of the board. It is refused with `price-risen` if the price is above `maxPrice`, and with `credits-spent` without enough credits.',
  unblockCard: 'The time in which it was blocked stays in its history.',
  undoCardCreation:
    'Only the person who created it can, and only until somebody else changes it: `card-changed` afterwards.',
  waitForIntake: 'Refused with `intake-takes-requests` if the request would be admitted now: submit it.',
  waitForSlot: 'Refused with `column-has-room` if it has a free slot now. No slot is kept for anyone.',
  withdrawRequest: 'Its answer is then `withdrawn`. Refused with `already-answered` if it has an answer.',
};
