import type { ComponentProps } from 'react';

type Props = Omit<ComponentProps<'div'>, 'role'> & { 'aria-label': string };

/** A labelled group for screen readers. Not a `<fieldset>`: its content is not a set of form fields. */
export function LabelledGroup(props: Props) {
  // biome-ignore lint/a11y/useSemanticElements: not a set of fields
  return <div role="group" {...props} />;
}
