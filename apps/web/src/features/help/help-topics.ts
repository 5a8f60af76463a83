/** The sections of the help page, in their order. Each is an anchor: `/help#limits`. */
export const helpTopics = [
  'limits',
  'refusals',
  'intake',
  'answers',
  'pressure',
  'classes',
  'commitment',
  'flow',
  'forecasts',
] as const;
export type HelpTopic = (typeof helpTopics)[number];
