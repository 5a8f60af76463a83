import type { Template } from '../life/plan.js';

export const platformTemplates: Template[] = [
  {
    name: 'Full until a date',
    kind: 'defer',
    reason: 'noCapacity',
    message:
      'Thank you, {{requester}}. What stands in front of “{{title}}” fills us until then, and we would rather say so now. From {{until}} you may ask again with one press, and it is looked at first in its class.',
  },
  {
    name: 'Too large, a smaller slice',
    kind: 'decline',
    reason: 'tooLarge',
    message:
      'As asked, {{ref}} is more than one team can promise. Tell us the part that would help most on its own; a slice of two weeks is something we would take.',
  },
  {
    name: 'Taken',
    kind: 'accept',
    reason: null,
    message: 'We take “{{title}}”, {{requester}}. You can follow the card on the board of {{board}}.',
  },
];
