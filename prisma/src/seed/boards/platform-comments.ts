import type { Plan } from '../activity/plan.js';

export const platformComments: Plan['comments'] = {
  handOver: [
    'The change is small. Please look at the rollback first.',
    'Tried on staging with last week’s traffic, nothing unusual.',
    'I left two questions in the pull request.',
    'The runbook is updated, please read it as if you were on call.',
    'Behind a flag for now, so we can turn it off without a release.',
    'Took longer than I thought: the old path was used in one more place.',
    'I split off the clean-up, because this does not need it.',
    'Numbers before and after are in the description.',
    'Could somebody who knows the billing side have a look as well?',
    'Goes out with the next release, nothing to prepare.',
    'Paired on this in the morning, so the review should be quick.',
    'The dashboards show both versions, the new one is the dotted line.',
  ],
  unblocked: [
    'They answered, so we can continue.',
    'We have access now.',
    'Sorted out on the phone. The change stays as it is.',
    'Got the answer we needed, notes are in the description.',
    'The window is confirmed for this week.',
  ],
  dropped: [
    'Nobody has missed this for two weeks, so I am archiving it. We can restore it if we need it.',
    'Done as part of the migration.',
  ],
};
