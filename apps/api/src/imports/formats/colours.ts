import { type LabelColour, labelColours } from '@weir/domain';

/** Our colour for names of colours that only other tools use. */
const likeOurs: Record<string, LabelColour> = {
  lime: 'green',
  sky: 'teal',
  turquoise: 'teal',
  cyan: 'teal',
  navy: 'blue',
  indigo: 'blue',
  slateblue: 'blue',
  magenta: 'pink',
  crimson: 'red',
  gold: 'yellow',
  saddlebrown: 'brown',
  plum: 'purple',
  violet: 'purple',
  lavender: 'purple',
  black: 'grey',
  gray: 'grey',
  silver: 'grey',
  white: 'grey',
};

/** Our colour for a colour of another tool, such as `green_dark`, `lagune-blue` or `saddlebrown`. */
export function colourOf(name: string): LabelColour {
  const words = name.toLowerCase().split(/[^a-z]+/);
  const found = words.flatMap(
    (word) => labelColours.find((colour) => colour === word) ?? likeOurs[word] ?? [],
  );
  if (found[0]) return found[0];
  const ending = labelColours.find((colour) => words.some((word) => word.endsWith(colour)));
  return ending ?? 'grey';
}

/** A colour for each new name, in turn. */
export function nextColour(at: number): LabelColour {
  const shown = labelColours.filter((colour) => colour !== 'grey');
  return shown[at % shown.length] as LabelColour;
}
