import type { Template } from '../activity/plan.js';

export const platformTemplates: Template[] = [
  {
    name: 'Full until a date',
    kind: 'defer',
    reason: 'noCapacity',
    message:
      'Thank you, {{requester}}. We can’t start “{{title}}” before then and would rather tell you now. From {{until}} you can ask again with one click, and it will be first in its class.',
  },
  {
    name: 'Too large, a smaller slice',
    kind: 'decline',
    reason: 'tooLarge',
    message:
      'As requested, {{ref}} is more than one team can promise. Tell us which part would help most on its own: we would take a slice of about two weeks.',
  },
  {
    name: 'Taken',
    kind: 'accept',
    reason: null,
    message: 'We have accepted “{{title}}”, {{requester}}. You can follow its card on the board {{board}}.',
  },
];
