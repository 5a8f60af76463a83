/** Each refusal in plain words, for the page at `/problems/<code>` in the web app. `title` is the problem's own. */
export const problems = {
  malformed: {
    status: 400,
    title: 'The request can’t be read',
    meaning: 'The body is not the JSON that it says it is, or the address or a header is not well-formed.',
    whatNow: 'Send well-formed JSON with Content-Type: application/json.',
  },
  'not-signed-in': {
    status: 401,
    title: 'You are not signed in',
    meaning: 'No valid token came with the call: it is missing, has expired, or its session was signed out.',
    whatNow: 'Sign in and try again.',
  },
  'not-allowed': {
    status: 403,
    title: 'Your role does not allow this',
    meaning: 'You are signed in, but what you asked for needs another role in this workspace.',
    whatNow: 'Ask an owner or a manager of the workspace to do it, or to change your role.',
  },
  'not-found': {
    status: 404,
    title: 'There is nothing here for you',
    meaning: 'It does not exist, was removed, or belongs to somebody else. Weir does not say which.',
    whatNow: 'Check the address. If a colleague sees it, ask an owner for access.',
  },
  'too-large': {
    status: 413,
    title: 'That is too much at once',
    meaning: 'The body is larger than the API takes.',
    whatNow: 'Shorten the text, or send it in parts.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'This kind of content is not understood',
    meaning: 'The API reads JSON, and the call says that it carries something else.',
    whatNow: 'Send JSON with Content-Type: application/json.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong on our side',
    meaning: 'This is a fault in Weir, not in what you did. What you asked for did not half happen.',
    whatNow: 'Try again. If it comes back, tell whoever runs this Weir the time and what you did.',
  },
  'invalid-input': {
    status: 422,
    title: 'Something in it is not valid',
    meaning:
      'The call is well-formed, but a value is missing, unknown or out of its bounds. Nothing was changed.',
    whatNow: 'Correct what is named and send it again.',
    forPrograms: 'Each entry of errors names a value and what is wrong with it.',
  },
  'wip-limit-reached': {
    status: 409,
    title: 'That place is full',
    meaning:
      'The team agreed to have no more than this many cards there at a time, so that what is begun gets finished.',
    whatNow: 'Let a card that is there go on, swap two cards, or put one back.',
    forPrograms: 'The options name the cards, oldest first, and columnId where one that is to finish goes.',
  },
  'override-stale': {
    status: 409,
    title: 'The board has changed since you looked',
    meaning:
      'A limit is passed for what you saw. The limit or its load is another now, so the reason may be, too.',
    whatNow: 'Look at what stands now, and decide again.',
  },
  'override-budget-spent': {
    status: 409,
    title: 'This month’s overrides are spent',
    meaning:
      'A board may pass its limits only so many times a month; beyond that the limit would be fiction.',
    whatNow: 'Make room, wait for the next month, or change the limit openly.',
  },
  'card-not-done': {
    status: 409,
    title: 'That card is not done yet',
    meaning:
      'Its column has a doing and a done half, and only what is in the done half may be pulled onward.',
    whatNow:
      'Move it to the done half of its column first. Going back is always possible where there is room.',
  },
  'card-not-committed': {
    status: 409,
    title: 'That card is not begun yet',
    meaning: 'It stands in a queue column, so there is no commitment to take back and nobody to be told.',
    whatNow: 'Leave it where it is, or move it to another place of the queue.',
  },
  'column-not-empty': {
    status: 409,
    title: 'Cards still stand in that column',
    meaning: 'Removing a column must not lose the cards in it, archived ones included.',
    whatNow: 'Choose a column that takes them and has room, or move them first.',
    forPrograms: 'Name the column in cardsTo.',
  },
  'swimlane-not-empty': {
    status: 409,
    title: 'Cards still stand in that swimlane',
    meaning: 'Its cards, archived ones included, would be in no lane, and count against no lane’s limit.',
    whatNow: 'Choose a lane that takes them and has room, or say that they go to none.',
    forPrograms: 'Name the swimlane in cardsTo, or send cardsTo=none.',
  },
  'card-archived': {
    status: 409,
    title: 'This card is archived',
    meaning: 'An archived card stands nowhere: it can’t be moved, put back or blocked.',
    whatNow: 'Restore it first; its column must have room for it.',
  },
  'requests-waiting': {
    status: 409,
    title: 'Requests still wait for an answer',
    meaning: 'Archiving the board would leave whoever asked without an answer.',
    whatNow: 'Answer the requests that wait, then archive the board. Shut the gate so that no more come in.',
  },
  'board-archived': {
    status: 409,
    title: 'This board is archived',
    meaning: 'An archived board can be read but not changed.',
    whatNow: 'Ask a manager to restore it, or use another board.',
  },
  'key-taken': {
    status: 409,
    title: 'That name is taken',
    meaning: 'Another board of this workspace has this key, or another workspace this address.',
    whatNow: 'Choose another.',
  },
  'email-taken': {
    status: 409,
    title: 'There is an account with this address',
    meaning: 'Each e-mail address can have one account.',
    whatNow: 'Sign in with it; an invitation can be accepted once you are.',
  },
  'last-owner': {
    status: 409,
    title: 'A workspace needs an owner',
    meaning:
      'Its last owner can neither leave nor take another role: without one, nobody could manage the workspace.',
    whatNow: 'Make somebody else an owner first.',
  },
  'invitation-invalid': {
    status: 409,
    title: 'This invitation can’t be used',
    meaning: 'It was used, taken back, has expired, or is for another e-mail address.',
    whatNow: 'Ask whoever invited you for a new one.',
  },
  'already-answered': {
    status: 409,
    title: 'This request has its answer',
    meaning: 'A request is answered once. Somebody was quicker, or its requester withdrew it.',
    whatNow: 'Read the answer that stands. Asking again makes a new request.',
  },
  'not-deferred': {
    status: 409,
    title: 'There is no ticket for this request',
    meaning:
      'Only a request answered with “not before this date” carries the right to be asked again with its ticket.',
    whatNow: 'Submit a new request.',
  },
  'already-asked': {
    status: 409,
    title: 'This ticket is used',
    meaning: 'A deferred request can be asked again once, and it was.',
    whatNow: 'Follow the newer request.',
  },
  'too-early': {
    status: 409,
    title: 'It is too early to ask again',
    meaning: 'The request was deferred to a date that has not come yet.',
    whatNow: 'Come back from that date on; your ticket keeps.',
  },
  'precondition-failed': {
    status: 412,
    title: 'It has changed since you read it',
    meaning: 'You asked for the change only if nothing had changed in between, and something has.',
    whatNow: 'Read it again, and decide again.',
  },
  'intake-queue-full': {
    status: 429,
    title: 'The intake queue is full',
    meaning: 'The team takes only as many waiting requests as it can answer in time.',
    whatNow: 'Come back after the time given. Nothing was kept, so nothing is forgotten.',
  },
  'form-places-taken': {
    status: 429,
    title: 'The places of the public form are taken',
    meaning:
      'A team keeps so many places of its queue for what comes by its public form, so that the form does not fill the queue for its own people.',
    whatNow: 'Come back after the time given: every answer to one of them frees a place.',
  },
  'requester-quota-reached': {
    status: 429,
    title: 'You have as many open requests as you may',
    meaning:
      'Each requester may have so many requests waiting at a time, so that one does not fill the queue for all.',
    whatNow: 'Wait for an answer, or withdraw a request that matters less.',
  },
  'requester-rate-reached': {
    status: 429,
    title: 'You have sent as many requests as you may for now',
    meaning:
      'Each requester may send so many requests an hour and a day, so that a burst of one does not take the places of all.',
    whatNow: 'Send it again when the time given has passed. What was refused does not count.',
  },
  'intake-gate-shut': {
    status: 429,
    title: 'The intake is shut',
    meaning:
      'The team takes no requests for now, for the reason given; one expedite claim may wait all the same.',
    whatNow: 'Come back when it opens.',
  },
  'intake-gate-throttled': {
    status: 429,
    title: 'The intake takes only urgent requests',
    meaning: 'The team takes requests with a fixed date and expedite ones for now, for the reason given.',
    whatNow: 'Come back later; claim a more urgent class only if it is true.',
  },
  'intake-gate-probing': {
    status: 429,
    title: 'The intake is opening again, a few requests at a time',
    meaning:
      'It was shut. Before it opens for all, a few requests are let in to see whether they get their answers.',
    whatNow: 'Come back when those have been answered.',
  },
  'question-waiting': {
    status: 409,
    title: 'A question waits for its reply already',
    meaning: 'The clock of this request stands still until who asked for it replies to an earlier question.',
    whatNow: 'Wait for the reply, or say more in a message that asks nothing.',
  },
  'mail-not-set-up': {
    status: 409,
    title: 'This Weir sends no e-mail',
    meaning:
      'A public form confirms the e-mail address of whoever asks before the request takes a place, and no mail server is set up here.',
    whatNow: 'Whoever runs this Weir sets WEIR_SMTP_URL. Until then, people with an account can ask.',
  },
  'form-ask-expired': {
    status: 409,
    title: 'This confirmation came too late',
    meaning: 'What is sent by a public form is kept for two days and goes if its address is not confirmed.',
    whatNow: 'Send it again by the form, and confirm it from the new e-mail.',
  },
  'form-switched-off': {
    status: 409,
    title: 'The team has switched this form off',
    meaning: 'It takes no requests by its public form now, so yours took no place.',
    whatNow: 'Ask the team how it takes requests. If it switches the form on again soon, confirm again.',
  },
  'guest-link-expired': {
    status: 401,
    title: 'This link is no longer good',
    meaning:
      'A link in an e-mail opens what its reader asked while any of it waits, and for a year after the last word on it: an old e-mail is easily lost or passed on. What was asked is kept, and its answer stands in the e-mails.',
    whatNow: 'If you need it still, ask by the team’s form once more: this link is good again then.',
  },
  'expedite-claim-waiting': {
    status: 409,
    title: 'An expedite request is waiting already',
    meaning: 'One request at a time may wait as expedite: if everything is urgent, nothing is.',
    whatNow: 'Ask in another class, or wait until that one is answered.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'This idempotency key belongs to another call',
    meaning: 'The key was sent before with another body. A key stands for one call and its retries.',
    whatNow: 'Use a new key for a new call.',
  },
  'idempotency-key-running': {
    status: 409,
    title: 'The same call is still under way',
    meaning: 'A call with this idempotency key has not ended yet.',
    whatNow: 'Wait a moment and send it again with the same key.',
  },
  'rate-limited': {
    status: 429,
    title: 'Too many calls',
    meaning: 'You, or somebody at your address, called more often than is allowed.',
    whatNow: 'Wait for the time given.',
  },
  overloaded: {
    status: 503,
    title: 'Weir has more to do than it can',
    meaning: 'It refuses some calls now so that the others are answered in time. Yours changed nothing.',
    whatNow: 'Try again after the time given.',
  },
} as const;
