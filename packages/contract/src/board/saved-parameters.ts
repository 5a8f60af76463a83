/**
 * What the address of a board's page says about its cards: which are shown, how, and in which order. In this order they are in
 * the query of a saved view.
 */
export const savedParameters = [
  'view',
  'sort',
  'who',
  'class',
  'label',
  'field',
  'value',
  'age',
  'due',
  'blocked',
  'text',
] as const;
