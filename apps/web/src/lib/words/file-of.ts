/** The name of the file with the texts of a page, layout or part, without its ending. */
export function fileOf(name: string): string {
  return name.replaceAll(/\W+/g, '-').replaceAll(/^-|-$/g, '') || 'start';
}
