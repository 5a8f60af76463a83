import { domToBlob } from 'modern-screenshot';

/** Pixels around the picture. */
const margin = 16;

/**
 * A part of the page as a picture, in the colours that it is shown in, twice as large so that it is sharp in a document. Its font
 * is that of the system: to embed the page's own, the library writes a style element, which the content security policy forbids.
 */
export function pictureOf(element: HTMLElement): Promise<Blob> {
  const { width, height } = element.getBoundingClientRect();
  return domToBlob(element, {
    type: 'image/png',
    scale: 2,
    width: width + 2 * margin,
    height: height + 2 * margin,
    style: { padding: `${margin}px`, boxSizing: 'border-box' },
    backgroundColor: getComputedStyle(element.closest('section') ?? element).backgroundColor,
    font: false,
    filter: (node) => !(node instanceof HTMLElement && node.dataset.noPicture !== undefined),
  });
}
