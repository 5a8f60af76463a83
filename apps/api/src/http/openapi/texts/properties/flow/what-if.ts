import type { PropertyTexts } from '../property-texts.js';

const figures = {
  cycleP50: 'Days within which half of the cards are delivered; null: too few were.',
  cycleP85: 'Days within which 85% of the cards are delivered; null: too few were.',
  cycleP95: 'Days within which 95% of the cards are delivered; null: too few were.',
  throughput: 'Cards delivered a week.',
  inFlight: 'Cards in flight, on average.',
  refused:
    'Requests refused or shed a week, because the queue was full; null: too few requests were answered.',
  answerP50: 'Hours within which half of the requests are answered; null: too few were.',
  answerP85: 'Hours within which 85% of the requests are answered; null: too few were.',
};

/** What a board would do under other rules. */
export const whatIfTexts: PropertyTexts = {
  ...Object.fromEntries(Object.entries(figures).map(([name, text]) => [`WhatIfEstimates.${name}`, text])),
  'Estimate.value': ['The middle of the simulations.', 9],
  'Estimate.low': ['The lower end of the interval.', 7],
  'Estimate.high': ['The upper end of the interval.', 11],
  'WhatIfComparison.before': 'With the rules that the board has.',
  'WhatIfComparison.after': 'With the changes.',
  'WhatIfComparison.difference': 'After − before, of the same cards and weeks.',
  'WhatIfClasses.from': ['The first day.', '2026-08-03'],
  'WhatIfClasses.days': ['How many days, up to yesterday.', 119],
  'WhatIfClasses.arrivals': ['How many cards and requests arrived.', 140],
  'WhatIfClasses.shares': 'The share of each class in percent.',
  'WhatIfClasses.expedite': ['Percent.', 6],
  'WhatIfClasses.fixedDate': ['Percent.', 10],
  'WhatIfClasses.standard': ['Percent.', 74],
  'WhatIfClasses.intangible': ['Percent.', 10],
  'WhatIf.today': ['The current day of the board.', '2026-11-30'],
  'WhatIf.result': 'What the board would do, or why that is unknown.',
  'WhatIf.fit':
    'Whether a simulation of the board as it is does what the board did; null: the history is too thin.',
  'WhatIf.staffing': 'How many cards people work on at the same time; null: the history is too thin.',
  'WhatIf.basis': 'What the answer rests on.',
  'WhatIfFit.verdict': ['`poor`: there is no result.', 'good'],
  'WhatIfFit.intake': ['The same of requests; null: too few were answered.', 'good'],
  'WhatIfFit.warning': 'What to think of an answer that does not fit well; null: it does.',
  'WhatIfFit.figures': 'What happened, and what the simulation of the board as it is says.',
  'WhatIfFitFigure.figure': ['Which figure.', 'cycleP85'],
  'WhatIfFitFigure.actual': ['What happened.', 14],
  'WhatIfFitFigure.simulated': 'What the simulation says.',
  'WhatIfStaffing.value': ['The middle of what the history allows.', 3],
  'WhatIfStaffing.low': ['At least.', 2],
  'WhatIfStaffing.high': ['At most.', 5],
  'WhatIfStaffing.isShared':
    'Whether people work in all columns; otherwise each has a column, and the figures are their sum.',
  'WhatIfBasis.window': ['How many days were asked for.', 119],
  'WhatIfBasis.from': ['The first day that is replayed.', '2026-08-03'],
  'WhatIfBasis.days': ['How many days are replayed, up to yesterday.', 119],
  'WhatIfBasis.delivered': ['How many delivered cards are in them.', 96],
  'WhatIfBasis.undelivered': ['How many cards left the flight undelivered.', 4],
  'WhatIfBasis.answered': ['How many requests were answered.', 60],
  'WhatIfBasis.people': ['How many people had cards.', 4],
  'WhatIfBasis.limitsChangedOn':
    'The day of the last change of a limit in the window asked for; null: there was none.',
  'WhatIfBasis.runs': ['How often the board was simulated.', 120],
  'WhatIfBasis.seed': ['Where the random numbers begin.', 1_204_857_311],
  'WhatIfBasis.unread': ['How many events of the board are not in it yet.', 0],
};
