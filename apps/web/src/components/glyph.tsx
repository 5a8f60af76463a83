const drawings = {
  // How full: an open ring, half, a filled block, a block that stands out.
  open: <circle cx="8" cy="8" r="5.25" fill="none" stroke="currentColor" strokeWidth="1.75" />,
  half: (
    <>
      <circle cx="8" cy="8" r="5.25" fill="none" stroke="currentColor" strokeWidth="1.75" />
      <path d="M8 2.75a5.25 5.25 0 0 1 0 10.5z" fill="currentColor" />
    </>
  ),
  block: <rect x="2.5" y="2.5" width="11" height="11" rx="2.5" fill="currentColor" />,
  over: <path d="M8 1.6 15 14H1z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />,
  // Too little: a basin that is nearly dry. Shut: a barred ring. Blocked: an octagon.
  low: (
    <path
      d="M2.5 3v10.25h11V3M5 10.5h6"
      stroke="currentColor"
      strokeWidth="1.75"
      fill="none"
      strokeLinejoin="round"
      strokeLinecap="round"
    />
  ),
  barred: (
    <path
      d="M8 2.75a5.25 5.25 0 1 1 0 10.5 5.25 5.25 0 0 1 0-10.5M4.3 11.7l7.4-7.4"
      stroke="currentColor"
      strokeWidth="1.75"
      fill="none"
    />
  ),
  blocked: <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor" />,
  // To be written down; to be pulled onward.
  note: (
    <path
      d="M3.5 2h9v12h-9zM6 5.5h4M6 8.5h4"
      stroke="currentColor"
      strokeWidth="1.5"
      fill="none"
      strokeLinejoin="round"
    />
  ),
  letter: (
    <path
      d="M2 3.75h12v8.5H2zM2.5 4.5 8 8.75l5.5-4.25"
      stroke="currentColor"
      strokeWidth="1.5"
      fill="none"
      strokeLinejoin="round"
    />
  ),
  back: (
    <path
      d="M14 8H3M7 4 3 8l4 4"
      stroke="currentColor"
      strokeWidth="1.7"
      fill="none"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  ),
  onward: (
    <path
      d="M2 8h11M9 4l4 4-4 4"
      stroke="currentColor"
      strokeWidth="1.7"
      fill="none"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  ),
  // A gate: open, narrowed, shut.
  gateOpen: <path d="M3 2v12M13 2v12" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />,
  gateNarrow: (
    <path
      d="M3 2v12M13 2v12M3 8h2.5M10.5 8H13"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      fill="none"
    />
  ),
  gateShut: (
    <path
      d="M3 2v12M13 2v12M3 8h10"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      fill="none"
    />
  ),
  // A clock that stands still.
  pause: <path d="M5.5 3v10M10.5 3v10" stroke="currentColor" strokeWidth="2.25" strokeLinecap="round" />,
  chevron: (
    <path
      d="m4 6 4 4 4-4"
      stroke="currentColor"
      strokeWidth="1.6"
      fill="none"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  ),
  close: <path d="m4 4 8 8m0-8-8 8" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />,
  check: (
    <path
      d="m3.5 8.5 3 3 6-7"
      stroke="currentColor"
      strokeWidth="1.8"
      fill="none"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  ),
  plus: <path d="M8 3v10M3 8h10" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />,
  more: (
    <>
      <circle cx="3" cy="8" r="1.4" fill="currentColor" />
      <circle cx="8" cy="8" r="1.4" fill="currentColor" />
      <circle cx="13" cy="8" r="1.4" fill="currentColor" />
    </>
  ),
  bell: (
    <path
      d="M8 2a4 4 0 0 0-4 4v3l-1.25 2.25h10.5L12 9V6a4 4 0 0 0-4-4ZM6.5 13.75h3"
      stroke="currentColor"
      strokeWidth="1.5"
      fill="none"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  ),
  person: (
    <path
      d="M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm-5.5 6a5.5 5.5 0 0 1 11 0"
      stroke="currentColor"
      strokeWidth="1.6"
      fill="none"
      strokeLinecap="round"
    />
  ),
} as const;

export type GlyphName = keyof typeof drawings;

/** A small drawing in the colour of its text. It never says anything that no word beside it says. */
export function Glyph({
  name,
  size = 16,
  className,
}: {
  name: GlyphName;
  size?: number;
  className?: string | undefined;
}) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      className={className}
      aria-hidden="true"
      focusable="false"
    >
      {drawings[name]}
    </svg>
  );
}
