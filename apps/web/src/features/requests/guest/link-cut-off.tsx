import { Notice } from '@/components/feedback/notice';
import { FormFrame } from './form-frame';

/** A link without its token, or with one that opens nothing. */
export function LinkCutOff() {
  return (
    <FormFrame title="This link opens nothing">
      <Notice tone="warn" role="status">
        <p>
          A part of it may be missing. Open it from the newest e-mail once more, or copy it whole, with all
          that comes after the #.
        </p>
      </Notice>
    </FormFrame>
  );
}
