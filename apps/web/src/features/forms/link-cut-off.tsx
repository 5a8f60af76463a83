import { Notice } from '@/components/notice';
import { FormFrame } from './form-frame';

/** The page without its token. */
export function LinkCutOff() {
  return (
    <FormFrame title="A part of the link is missing">
      <Notice tone="warn" role="status">
        <p>Open the link from the e-mail once more, or copy it whole, with all that comes after the #.</p>
      </Notice>
    </FormFrame>
  );
}
