/** A text in lower case and without accents, to compare what people type with what is written. */
export const withoutMarks = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
