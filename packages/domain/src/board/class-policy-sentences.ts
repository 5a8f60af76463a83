import type { ClassOfService } from '../vocabulary/vocabulary.js';

/** The text of each class of service on a board without its own. */
export const classPolicyDefaults: Record<ClassOfService, string> = {
  expedite:
    'Costs us dearly every hour. Anyone may stop what they do for it. It has a place of its own, beside the limits of columns.',
  fixedDate:
    'Is worth little after its date. Begun in time to be done by then, and pulled first once that is near.',
  standard: 'Pulled in the order in which it stands in the queue.',
  intangible:
    'Costs nothing to wait for now. Pulled when nothing more urgent waits, so that there is slack to give up.',
};
