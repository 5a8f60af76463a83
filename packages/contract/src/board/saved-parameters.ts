/**
 * The parameters in the address of a board's page that a saved view keeps: the filter, the view and its order. The query of a
 * saved view has them in this order.
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
  'sle',
  'text',
] as const;
