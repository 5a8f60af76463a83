import { labelColours } from '@weir/domain';
import type { Translate } from '@weir/words';

/** The colours of labels and options, for a Select. */
export function coloursIn(t: Translate) {
  return labelColours.map((id) => ({ id, label: t(`labels.colours.${id}`) }));
}
