import type { Plan } from '../life/plan.js';

export const platformComments: Plan['comments'] = {
  handOver: [
    'The change is small, the rollback is what I would look at first.',
    'Tried on staging with last week’s traffic, nothing unusual.',
    'I left two questions in the pull request.',
    'The runbook is updated, please read it as if you were on call.',
    'Behind a flag for now, so we can turn it off without a release.',
    'Took longer than I thought: the old path was used in one more place.',
    'Split off the clean-up, it is not needed for this.',
    'Numbers before and after are in the description.',
    'Could somebody who knows the billing side have a look as well?',
    'Goes out with the next release, nothing to prepare.',
    'Paired on this in the morning, so the review should be quick.',
    'The dashboards show both versions, the new one is the dotted line.',
  ],
  unblocked: [
    'They came back to us, we can go on.',
    'Access is there now.',
    'Sorted out on the phone, the change stays as it was.',
    'Got the answer we needed, notes are in the description.',
    'The window is confirmed for this week.',
  ],
  dropped: [
    'Nobody has missed this for two weeks, so it goes. We can take it up again when it hurts.',
    'Done as part of the migration, nothing is left of it.',
  ],
};
