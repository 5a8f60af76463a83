import type { ComponentType } from 'react';
import type { WordedPage } from './generated/names';
import { PageWords } from './page-words';

/** A page with the texts of its client components. `words-by-page.mjs` finds them, and a page that lacks this. */
export function withWords<Props extends object>(page: WordedPage, Page: ComponentType<Props>) {
  return function WordedPage(props: Props) {
    return (
      <PageWords page={page}>
        <Page {...props} />
      </PageWords>
    );
  };
}
